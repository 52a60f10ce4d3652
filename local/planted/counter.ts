import type { Mistake } from './mistakes.ts'

export const counter: Mistake[] = [
  {
    mistake: 'redemption: any clerk of any store',
    suite: 'functions/redemptions/redemptions.test.ts',
    test: 'refuses a clerk of another store, and a store where the clerk does not work',
    plants: [
      {
        file: 'functions/redemptions/redemptions.ts',
        from: `  if (!clerk.storeIds.includes(storeId)) throw new Problem('role.forbidden', { field: 'storeId' })
`,
        to: '',
      },
    ],
  },
  {
    mistake: 'redemption: double scan rewards twice',
    suite: 'functions/streaks/streaks.test.ts',
    test: 'that are told of five times at once earn once',
    plants: [
      {
        file: 'functions/streaks/grant.ts',
        from: `const notYet: Guard = { any: ['absent', { field: 'state', is: 'waiting' }] }`,
        to: `const notYet: Guard = { any: ['absent', 'present'] }`,
      },
      {
        file: 'functions/streaks/grant.ts',
        from: `    { put: { ...pointsKey(memberId, merchantId, streakId, round), ...entry }, when: 'absent', orElse: () => 'mine' },`,
        to: `    { put: { ...pointsKey(memberId, merchantId, streakId, round), ...entry }, when: 'always' },`,
      },
    ],
  },
  {
    mistake: 'redemption: redeemed while a refund is open',
    suite: 'functions/vouchers/refunds.test.ts',
    test: 'shuts the counter while it is open, and for good when it has arrived',
    plants: [
      {
        file: 'functions/redemptions/use.ts',
        from: `  if (state === 'refunding') return new Problem('coupon.refund_open')
`,
        to: '',
      },
      {
        file: 'functions/vouchers/writes.ts',
        from: `when: { all: [asRead(voucher, 'held'), { field: 'used', is: voucher.used }] },`,
        to: `when: { all: [asRead(voucher, 'held', 'refunding'), { field: 'used', is: voucher.used }] },`,
      },
      {
        file: 'functions/vouchers/writes.ts',
        from: `set: { state: 'refunding', cycle: voucher.cycle + 1, refund },`,
        to: `set: { state: 'refunding', refund },`,
      },
    ],
  },
  {
    mistake: 'access: owner not checked on cancel',
    suite: 'functions/kernel/owners.test.ts',
    test: 'cancelOrder as member',
    plants: [
      {
        file: 'functions/orders/orders.ts',
        from: 'placeOfOrder(orderId)?.memberId === memberId ? await findOrder(table, orderId) : undefined',
        to: 'await findOrder(table, orderId)',
      },
    ],
  },
  {
    mistake: 'access: coordinates pasted into queries',
    suite: 'functions/nearby/nearby.test.ts',
    test: 'refuses a wrong lat',
    plants: [
      {
        file: 'shared/contract.ts',
        from: 'export const Latitude = inQuery(z.number().min(-90).max(90))',
        to: 'export const Latitude = z.any()',
      },
      {
        file: 'shared/contract.ts',
        from: 'export const Longitude = inQuery(z.number().min(-180).max(180))',
        to: 'export const Longitude = z.any()',
      },
    ],
  },
  {
    mistake: 'access: an endpoint that marks an order paid',
    suite: 'functions/payments/only-channel.test.ts',
    test: 'payOrder pays nothing, whoever calls it',
    plants: [
      {
        file: 'functions/payments/handler.ts',
        from: `    payOrder: ({ memberId, input, now }) => payments.payOrder(table, memberId, input, now),
`,
        to: `    payOrder: async ({ memberId, input, now }) => {
      const payment = await payments.payOrder(table, memberId, input, now)
      const { orderKeyOf } = await import('../orders/orders.ts')
      await table.commit({ change: orderKeyOf(input.orderId), set: { state: 'paid' }, when: 'always' })
      return payment
    },
`,
      },
    ],
  },
]
