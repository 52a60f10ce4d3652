import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    label: '订阅微信通知',
    askResult: '有结果微信通知我',
    askedResult: '好的，有结果就在微信里告诉您',
    askEnd: '到期前微信提醒我',
    askedEnd: '好的，到期前在微信里提醒您',
  },
  en: {
    label: 'Subscribe to WeChat messages',
    askResult: 'Tell me in WeChat',
    askedResult: 'You will be told in WeChat',
    askEnd: 'Remind me before it ends',
    askedEnd: 'WeChat will remind you before it ends',
  },
})
