import { ulid } from 'ulid'
import { Problem } from '../../shared/problem.ts'
import type { Terms } from '../deals/deals.ts'
import { makeSecrets } from '../kernel/secrets.ts'
import type { Staff } from '../kernel/staff.ts'
import { engines } from '../kernel/table/engines.ts'
import type { Table } from '../kernel/table/table.ts'
import { memberKey } from '../members/members.ts'
import { redeem } from '../redemptions/redemptions.ts'
import { undoRedemption } from '../redemptions/undo.ts'
import { storeItem } from '../stores/items.ts'
import { findVoucher, issueVouchers, leftFen, openRefund, showVoucherCode, type VoucherItem, voucherPlace } from './vouchers.ts'

process.env.FOOTFALL_SECRETS ??= JSON.stringify(makeSecrets())
const now = new Date('2026-11-22T04:00:00Z')
const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))

/** A shop of its own, with a guest who holds a pass of so many uses for 100 yuan. */
async function passOf(table: Table, uses: number) {
  const [memberId, dealId, storeId, merchantId] = [`mbr_${ulid()}`, `dea_${ulid()}`, `sto_${ulid()}`, `mer_${ulid()}`]
  const words = { merchantId, merchantName: '巷口咖啡' }
  const store = storeItem({
    ...{ storeId, ...words, name: '一号店', address: '东街 1 号', city: '成都', lat: 30.6, lng: 104, zone: 'Asia/Shanghai' },
  })
  const form = { title: '十次卡', perMember: 1, voucher: { uses, validDays: 30 }, refundable: 'until_used' } as Terms['form']
  const terms: Terms = { dealId, version: 1, promotionId: `prm_${ulid()}`, ...words, zone: 'Asia/Shanghai', form }
  const order = { ...terms, orderId: `ord_${memberId.slice(4)}${dealId.slice(4)}-01`, memberId, quantity: 1, amountFen: 10_000 }
  await table.commit(
    { put: store, when: 'always' },
    { put: { ...memberKey(memberId), memberId, number: '12345678', since: now.toISOString() }, when: 'always' },
    { put: { pk: `DEALRULES#${dealId}`, sk: 'V#000001', ...terms }, when: 'always' },
    ...issueVouchers({ ...order, paid: { paidAt: now.toISOString() } }, terms, now),
  )
  const { voucherId } = voucherPlace(memberId, dealId, 1, 1)
  const item = async () => (await findVoucher(table, voucherId))?.voucher as VoucherItem
  const clerk = (name: string): Staff => ({
    ...{ memberId: `mbr_${name}${dealId}`, ...words, name, roles: ['clerk'], storeIds: [storeId] },
    ...{ isManager: false, isMarketer: false, managerOf: [] },
  })
  const code = async () => (await showVoucherCode(table, memberId, voucherId, now)).code
  const use = async (name: string, shown: string, many: number) =>
    told(redeem(table, clerk(name), { code: shown, storeId, uses: many }, `${name}-${many}`, 'zh', now))
  const undo = async (name: string, redemptionId: string) =>
    told(undoRedemption(table, clerk(name), { redemptionId, reason: 'wrong_bill' }, undefined, 'zh', now))
  return { item, code, use, undo }
}

type Told = { code: string; redemptionId?: string; uses?: number | undefined }
const told = (answer: Promise<{ redemptionId: string; uses?: number | undefined }>): Promise<Told> =>
  answer.then(
    ({ redemptionId, uses }) => ({ code: 'done', redemptionId, uses }),
    (problem) => {
      if (problem instanceof Problem) return { code: problem.code }
      throw problem
    },
  )

for (const engine of engines()) {
  describe(`at once, on ${engine.name}`, () => {
    it('of two counters that take three of five uses with one code one has all three, and the other none', async () => {
      for (let round = 0; round < 10; round++) {
        const pass = await passOf(engine.table, 5)
        const code = await pass.code()
        const answers = await Promise.all(times(4, (n) => pass.use(`counter${n}`, code, 3)))
        expect(answers.filter((one) => one.code === 'done')).toHaveLength(1)
        expect(await pass.item()).toMatchObject({ used: 3, state: 'held', cycle: 1 })
        for (const { code: why } of answers.filter((one) => one.code !== 'done'))
          expect(['code.expired', 'voucher.uses_exceeded']).toContain(why)
      }
    })

    it('eight counters that each ask for a fresh code never use more than there is, and the last use can be had', async () => {
      const pass = await passOf(engine.table, 7)
      const done: Told[] = []
      for (let round = 0; round < 40 && (await pass.item()).state === 'held'; round++) {
        const code = await pass.code()
        done.push(...(await Promise.all(times(8, (n) => pass.use(`counter${round}-${n}`, code, 1 + (n % 3))))))
      }
      const used = done.filter((one) => one.code === 'done').reduce((sum, { uses = 0 }) => sum + uses, 0)
      expect(used).toBe(7)
      expect(await pass.item()).toMatchObject({ used: 7, state: 'used' })
    })

    it('a redemption against a refund: one of them, and what goes back is what was not used', async () => {
      const outcomes = new Set<string>()
      for (let round = 0; round < 12; round++) {
        const pass = await passOf(engine.table, 4)
        const code = await pass.code()
        const quoted = await pass.item()
        const busy = new Problem('coupon.already_redeemed')
        const refund = () =>
          engine.table.commit(openRefund(quoted, 'rfd_1', now, () => busy)).then(
            () => 'done',
            (problem: Problem) => problem.code,
          )
        const use = async () => (await pass.use('counter', code, 1)).code
        const [first, second] = await Promise.all(round % 2 === 0 ? [use(), refund()] : [refund(), use()])
        const [usedIt, refundedIt] = round % 2 === 0 ? [first, second] : [second, first]
        const there = await pass.item()
        if (usedIt === 'done') {
          expect([refundedIt, there.state, there.used]).toEqual(['coupon.already_redeemed', 'held', 1])
        } else {
          expect([usedIt, refundedIt, there.state, leftFen(there)]).toEqual(['coupon.refund_open', 'done', 'refunding', 10_000])
        }
        outcomes.add(usedIt)
      }
      expect(outcomes.size).toBeGreaterThan(0)
    })

    it('two undos of two uses at once give back each its own, once', async () => {
      const pass = await passOf(engine.table, 6)
      const one = await pass.use('a', await pass.code(), 2)
      const other = await pass.use('b', await pass.code(), 3)
      const tried = times(4, (n) => (n % 2 ? pass.undo('a', one.redemptionId ?? '') : pass.undo('b', other.redemptionId ?? '')))
      const answers = await Promise.all(tried)
      // One that met another asks again.
      for (const { code } of answers) expect(['done', 'table.busy', 'redemption.already_undone']).toContain(code)
      await pass.undo('a', one.redemptionId ?? '')
      await pass.undo('b', other.redemptionId ?? '')
      expect(await pass.item()).toMatchObject({ used: 0, state: 'held', undos: 2 })
    })
  })
}
