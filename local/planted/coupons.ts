import type { Mistake } from './mistakes.ts'

export const coupons: Mistake[] = [
  {
    mistake: 'coupons: limit read, then inserted (oversell)',
    suite: 'functions/coupons/claim.test.ts',
    test: 'of forty at once for the last ten gives ten one, and tells the others that all are gone',
    plants: [
      {
        file: 'functions/coupons/stock.ts',
        from: '    when: { all: open(batch, at) },',
        to: '    when: { all: open(batch, at).slice(1) },',
      },
      {
        file: 'functions/coupons/claim.ts',
        from: `  const take = async (shard: number) => {
`,
        to: `  const take = async (shard: number) => {
    if (((await stocksOf(table, batch))[shard]?.left ?? 0) < 1) throw outcomes.empty
`,
      },
    ],
  },
  {
    mistake: 'coupons: limit per member read, then inserted',
    suite: 'functions/coupons/claim.test.ts',
    test: 'gives a member who asks eight times at once one coupon, off the stock once',
    plants: [
      {
        file: 'functions/coupons/items.ts',
        from: `    put: coupon,
    when: 'absent',`,
        to: `    put: coupon,
    when: 'always',`,
      },
    ],
  },
  {
    mistake: 'coupons: owner never checked',
    suite: 'functions/kernel/owners.test.ts',
    test: 'showCode as member',
    plants: [
      {
        file: 'functions/coupons/coupons.ts',
        from: `  if (place?.memberId !== memberId) throw new Problem('coupon.not_found')
`,
        to: `  if (!place) throw new Problem('coupon.not_found')
`,
      },
    ],
  },
  {
    mistake: 'coupons: used state never checked at use',
    suite: 'functions/redemptions/redemptions.test.ts',
    test: 'tells the second clerk by whom and when',
    plants: [
      {
        file: 'functions/redemptions/items.ts',
        from: `        { field: 'state', is: 'held' },
        { field: 'cycle', is: coupon.cycle },
`,
        to: '',
      },
      {
        file: 'functions/redemptions/use.ts',
        from: `  if (already) return already
  if (cycle !== holding.cycle) return new Problem('code.expired', { field: 'code' })
`,
        to: '',
      },
    ],
  },
  {
    mistake: 'coupons: edit refills stock',
    suite: 'functions/promotions/edit.test.ts',
    test: 'never refills stock: a larger total adds, a smaller one takes, and never below what was given out',
    plants: [
      {
        file: 'functions/coupons/revise.ts',
        from: 'const steps = added >= 0 ? sharesOf(added, stock.length) : sharesTaken(lefts, -added).map((taken) => -taken)',
        to: 'const steps = sharesOf(next.form.total, stock.length).map((share, n) => share - (lefts[n] ?? 0))',
      },
    ],
  },
  {
    mistake: 'coupons: coupon given back after expiry',
    suite: 'functions/redemptions/undo.test.ts',
    test: 'taken back after the end of its coupon, a use leaves nothing to use: what is over stays over',
    plants: [
      {
        file: 'functions/redemptions/items.ts',
        from: `set: { state: 'held', undo, ...dueAtEnd(holding) },`,
        to: `set: { state: 'held', undo, usableTo: new Date(Date.parse(undo.at) + 86_400_000).toISOString(), ...dueAtEnd(holding) },`,
      },
    ],
  },
  {
    mistake: 'coupons: total below zero',
    suite: 'functions/coupons/rules.test.ts',
    test: '{"kind":"amount","offFen":500,"minSpendFen":0} on a bill of 499',
    plants: [
      { file: 'shared/settle.ts', from: 'Math.min(offOf(benefit, countedFen), countedFen)', to: 'offOf(benefit, countedFen)' },
    ],
  },
  {
    mistake: 'coupons: guessable codes',
    suite: 'functions/redemptions/tries.test.ts',
    test: 'what one reads on one phone in one minute is no guess at another phone, or at the next minute',
    plants: [
      {
        file: 'functions/kernel/typed-digits.ts',
        from: 'String(mac.readBigUInt64BE(0) % 100_000_000n)',
        to: `String(BigInt(text.split('.').at(-1) ?? 0) % 100_000_000n)`,
      },
    ],
  },
  {
    mistake: 'coupons: preview checks what confirm does not',
    suite: 'functions/redemptions/redemptions.test.ts',
    test: 'asks for the bill before it judges the minimum spend, and refuses one below it, in both steps alike',
    plants: [
      {
        file: 'functions/redemptions/use.ts',
        from: `  if (judged instanceof Problem) throw judged
  const costFen`,
        to: `  if (judged instanceof Problem && judged.code !== 'coupon.min_spend') throw judged
  if (judged instanceof Problem) judged = { discountFen: 1000 }
  const costFen`,
      },
      { file: 'functions/redemptions/use.ts', from: '  const judged = await judge(', to: '  let judged = await judge(' },
    ],
  },
]
