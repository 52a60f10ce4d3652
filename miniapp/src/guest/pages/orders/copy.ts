import { catalogue } from '../../../words/catalogue'

export const copy = catalogue({
  zh: {
    title: '我的订单',
    all: '全部',
    to_pay: '待付款',
    in_group: '待成团',
    ready: '可使用',
    refunding: '退款中',
    empty: '还没有订单',
    emptyNote: '看看有什么团购',
    guest: '登录后查看订单',
  },
  en: {
    title: 'My orders',
    all: 'All',
    to_pay: 'To pay',
    in_group: 'In a group',
    ready: 'Ready',
    refunding: 'Refunds',
    empty: 'No orders yet',
    emptyNote: 'See what is offered',
    guest: 'Log in to see your orders',
  },
})
