import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: { ask: '有结果微信通知我', asked: '好的，有结果就在微信里告诉您', label: '订阅微信通知' },
  en: { ask: 'Tell me in WeChat', asked: 'You will be told in WeChat', label: 'Subscribe to WeChat messages' },
})
