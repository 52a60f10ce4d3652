import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    undo: '撤销',
    title: '为什么撤销？',
    note: '撤销后券退回给顾客，双方都会看到记录',
    wrongGuest: '核销错了顾客或券',
    wrongBill: '账单金额输错',
    changed: '顾客不用了',
    other: '其他原因',
    confirm: '确认撤销',
    keep: '不撤销',
    until: (clock: string) => `${clock} 前可撤销`,
    undone: '已撤销，券已退回',
  },
  en: {
    undo: 'Undo',
    title: 'Why undo this?',
    note: 'The coupon goes back to the guest, and both sides see it',
    wrongGuest: 'Wrong guest or coupon',
    wrongBill: 'The bill was mistyped',
    changed: 'The guest changed their mind',
    other: 'Another reason',
    confirm: 'Undo it',
    keep: 'Keep it',
    until: (clock: string) => `can be undone until ${clock}`,
    undone: 'Undone: the coupon went back',
  },
})

export const reasons = [copy.wrongGuest, copy.wrongBill, copy.changed, copy.other] as const
