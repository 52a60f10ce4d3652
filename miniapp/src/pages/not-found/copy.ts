import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: { title: '没有这个页面', note: '链接可能写错了，或者页面已经搬走' },
  en: { title: 'There is no such page', note: 'The link may be mistyped, or the page has moved' },
})
