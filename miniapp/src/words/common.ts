import { Lost, Refusal } from '../api/trouble'
import { catalogue } from './catalogue'

/** Words that every page shares. */
export const common = catalogue({
  zh: {
    retry: '重试',
    offline: '网络不通，什么都没有丢，请再试一次',
    timeout: '网络太慢，没等到回答，请再试一次',
    fault: '系统出了点问题，请稍后再试',
    loading: '加载中',
    noMore: '没有更多了',
    loadMore: '加载更多',
    home: '看看其他优惠',
    toHome: '回首页',
    close: '关闭',
    cancel: '取消',
    signIn: '微信登录',
    copied: '已复制',
    copyFailed: '复制失败，请长按链接复制',
    agreementTitle: '使用前请先看看',
    agreementNote: '这一步会用到您的信息。请阅读《用户隐私保护指引》，同意后继续；不同意也能看优惠。',
    agreementRead: '阅读《用户隐私保护指引》',
    agree: '同意',
    refuse: '不同意',
  },
  en: {
    retry: 'Try again',
    offline: 'No connection. Nothing is lost, please try again',
    timeout: 'The network is too slow: no answer came, please try again',
    fault: 'Something went wrong on our side, please try again soon',
    loading: 'Loading',
    noMore: 'That is all',
    loadMore: 'Load more',
    home: 'See other offers',
    toHome: 'To the home page',
    close: 'Close',
    cancel: 'Cancel',
    signIn: 'Log in with WeChat',
    copied: 'Copied',
    copyFailed: 'Could not copy: press and hold the link',
    agreementTitle: 'Before you go on',
    agreementNote:
      'This step uses your data. Please read the privacy guideline and agree; without it you can still look at offers.',
    agreementRead: 'Read the privacy guideline',
    agree: 'Agree',
    refuse: 'Not now',
  },
})

/** What went wrong as a sentence for the reader; the server's own words where it gave any. */
export function troubleWords(trouble: unknown): string {
  if (trouble instanceof Refusal) return trouble.message || common.fault
  if (trouble instanceof Lost) return trouble.why === 'timeout' ? common.timeout : common.offline
  return common.fault
}
