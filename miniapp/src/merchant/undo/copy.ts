import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    undo: '撤销',
    title: '为什么撤销？',
    note: '撤销后券退回给顾客，顾客会看到是谁、为什么撤销',
    otherHint: '用几个字说明，顾客也会看到',
    confirm: '确认撤销',
    keep: '不撤销',
    until: (clock: string) => `${clock} 前可撤销`,
    undone: '已撤销，券已退回',
    manager: (yuan: string) => `优惠满 ${yuan}，撤销请找店长`,
  },
  en: {
    undo: 'Undo',
    title: 'Why undo this?',
    note: 'The coupon goes back to the guest, who sees by whom and why',
    otherHint: 'In a few words; the guest reads them too',
    confirm: 'Undo it',
    keep: 'Keep it',
    until: (clock: string) => `can be undone until ${clock}`,
    undone: 'Undone: the coupon went back',
    manager: (yuan: string) => `Worth ${yuan} or more: ask a manager to undo it`,
  },
})
