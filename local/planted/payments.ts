import type { Mistake } from './mistakes.ts'

export const payments: Mistake[] = [
  {
    mistake: 'payments: ciphertext decrypted but signature never checked',
    suite: 'functions/payments/wechat-pay/notice.test.ts',
    test: 'opens nothing that is not signed: wrong',
    plants: [
      {
        file: 'functions/payments/wechat-pay/notice.ts',
        from: `  if (!verdict.genuine) return { kind: 'refused', reason: verdict.reason }
`,
        to: '',
      },
      { file: 'functions/payments/wechat-pay/notice.ts', from: 'key: verdict.serial', to: `key: ''` },
    ],
  },
  {
    mistake: 'payments: amount never compared',
    suite: 'functions/payments/callbacks.test.ts',
    test: 'with the wrong-amount is answered, held, and given back when an operator says so',
    plants: [
      {
        file: 'functions/payments/rules.ts',
        from: `    ...(amountFen === pointer.amountFen ? [] : (['amount'] as const)),
`,
        to: '',
      },
    ],
  },
  {
    mistake: 'payments: 200 answered on failure',
    suite: 'functions/payments/callbacks.test.ts',
    test: 'that cannot be kept is answered with a failure: the channel comes again, and then it pays',
    plants: [
      { file: 'functions/payments/callbacks.ts', from: `return failed(name, 500, 'not kept')`, to: 'return accepted(name)' },
    ],
  },
  {
    mistake: 'payments: paid order rolled back to unpaid because the group was full',
    suite: 'functions/payments/groups.test.ts',
    test: 'is complete with its last payment, and everybody is ready',
    plants: [
      {
        file: 'functions/payments/facts.ts',
        from: `import { tellMoney } from '../exceptions/exceptions.ts'
`,
        to: `import { findGroup } from '../deals/deals.ts'
import { tellMoney } from '../exceptions/exceptions.ts'
`,
      },
      {
        file: 'functions/payments/facts.ts',
        from: `    return isNew(order as OrderItem | undefined, paid) ? 'paid' : 'known'
  } catch`,
        to: `    const { groupId } = order as OrderItem
    const group = groupId === undefined ? undefined : await findGroup(table, groupId)
    if (group?.left === 0) {
      await table.commit({ change: key, set: { state: 'placed' }, drop: ['paid'], when: 'always' })
    }
    return isNew(order as OrderItem | undefined, paid) ? 'paid' : 'known'
  } catch`,
      },
    ],
  },
  {
    mistake: 'payments: late payment revives a cancelled order without stock',
    suite: 'functions/payments/facts.test.ts',
    test: 'that comes when the order is closed goes back in full, and opens nothing again',
    plants: [
      {
        file: 'functions/orders/writes.ts',
        from: `    when: open,
`,
        to: `    when: { field: 'state', in: ['placed', 'closing', 'closed'] },
`,
      },
    ],
  },
  {
    mistake: 'payments: refund number random per attempt (double refund)',
    suite: 'functions/payments/refunds.test.ts',
    test: 'whose answer ends in drop-after goes on under the same number, and is paid once',
    plants: [
      {
        file: 'functions/payments/refund-looks.ts',
        from: 'const { outTradeNo, outRefundNo: refundNo, amountFen,',
        to: `const refundNo = \`\${refund.outRefundNo}X\${Math.floor(Math.random() * 1e6)}\`
  const { outTradeNo, amountFen,`,
      },
    ],
  },
  {
    mistake: 'payments: any exception turned into a terminal "refund failed"',
    suite: 'functions/payments/refunds.test.ts',
    test: 'whose answer ends in timeout-after goes on under the same number, and is paid once',
    plants: [
      {
        file: 'functions/payments/refund-looks.ts',
        from: `if (said.kind === 'known') await applyRefundFact(table, said.fact, now)`,
        to: `await applyRefundFact(
    table,
    said.kind === 'known'
      ? said.fact
      : { channel: 'wechat-pay', outTradeNo: refund.outTradeNo, refundNo: refund.outRefundNo, state: 'closed' },
    now,
  )`,
      },
    ],
  },
  {
    mistake: 'payments: query state REFUND not recognised as "was paid"',
    suite: 'functions/payments/wechat-pay/client.test.ts',
    test: 'reads the state REFUND as paid',
    plants: [{ file: 'functions/payments/wechat-pay/shapes.ts', from: `REFUND: 'paid'`, to: `REFUND: 'closed'` }],
  },
  {
    mistake: 'payments: local close without closing at the channel',
    suite: 'functions/payments/payments.test.ts',
    test: 'closes the order at the channel first, and frees what it held',
    plants: [
      {
        file: 'functions/payments/closing.ts',
        from: `if (attempt.shut || (await comeOf(table, attempt, now)) === 'shut') continue`,
        to: 'if (attempt) continue',
      },
    ],
  },
]
