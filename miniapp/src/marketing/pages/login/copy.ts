import { catalogue } from '../../../words/catalogue'

export const copy = catalogue({
  zh: {
    title: '扫码登录',
    head: '用手机登录工作台',
    how: '用微信扫这个码，在手机上确认。',
    label: '登录用的二维码',
    match: '手机上会显示同样的数字',
    left: (time: string) => `${time} 后自动换新`,
    resting: '二维码已失效',
    restingNote: '停留太久，为安全起见不再自动换新',
    fresh: '换一个二维码',
    link: '复制登录链接',
    trouble: '没能换到新的二维码',
    in: '已登录，正在打开',
  },
  en: {
    title: 'Log in',
    head: 'Log in with your phone',
    how: 'Scan this with WeChat and confirm on the phone.',
    label: 'The code to log in with',
    match: 'Your phone shows the same number',
    left: (time: string) => `A new one in ${time}`,
    resting: 'This code has expired',
    restingNote: 'It was open for long, so it no longer renews itself',
    fresh: 'Get a new code',
    link: 'Copy the link',
    trouble: 'No new code came',
    in: 'Logged in, opening',
  },
})
