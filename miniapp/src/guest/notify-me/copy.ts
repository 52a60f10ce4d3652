import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    label: '订阅微信通知',
    askResult: '有结果微信通知我',
    askedResult: '好的，有结果就在微信里告诉您',
    askEnd: '快到期或门店停业时提醒我',
    askedEnd: '好的，快到期或门店停业时在微信里提醒您',
  },
  en: {
    label: 'Subscribe to WeChat messages',
    askResult: 'Tell me in WeChat',
    askedResult: 'You will be told in WeChat',
    askEnd: 'Tell me before it ends, or the store closes',
    askedEnd: 'WeChat will tell you before it ends, or when the store closes',
  },
})
