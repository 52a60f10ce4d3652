import { catalogue } from '../../words/catalogue'

/** Words of orders that several pages say. */
export const orderWords = catalogue({
  zh: {
    to_pay: '待付款',
    closing: '正在关闭',
    in_group: '待成团',
    ready: '可使用',
    refunding: '退款中',
    part_refunded: '部分已退款',
    refunded: '已退款',
    closed: '已关闭',
    held: '人工核对中',
    wechat: '微信支付',
    alipay: '支付宝',
    count: (quantity: number) => `${quantity} 份`,
  },
  en: {
    to_pay: 'To pay',
    closing: 'Closing',
    in_group: 'Waiting for the group',
    ready: 'Ready to use',
    refunding: 'Refund under way',
    part_refunded: 'Partly refunded',
    refunded: 'Refunded',
    closed: 'Closed',
    held: 'Being checked by hand',
    wechat: 'WeChat Pay',
    alipay: 'Alipay',
    count: (quantity: number) => `${quantity} ${quantity === 1 ? 'voucher' : 'vouchers'}`,
  },
})
