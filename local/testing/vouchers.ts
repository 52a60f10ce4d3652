import { type Terms, termsItem } from '../../functions/deals/deals.ts'
import { issueVouchers, type PaidOrder } from '../../functions/vouchers/vouchers.ts'
import type { FrontDoor } from './front-door.ts'

const cafe = { merchantId: 'mer_01HALLEYCAFE00000000000000', merchantName: '巷口咖啡' }
const bare = (id: string) => id.slice(id.indexOf('_') + 1)

type Door = Pick<FrontDoor, 'table' | 'call' | 'tokenOf' | 'clock' | 'settle'>

/** What a paid order gives its buyer, for tests: only what is said differs from one voucher of one use, for 100 yuan. */
export function newVouchers(door: Door) {
  let made = 0

  /** Terms of a deal, as they stand in the table. */
  async function terms(
    form: { uses?: number; validDays?: number; storeIds?: string[]; refundable?: 'until_used' | 'never' } = {},
    merchant = cafe,
  ) {
    made += 1
    const { uses = 1, validDays = 30, storeIds, refundable = 'until_used' } = form
    const dealId = `dea_01VCHTEST${String(made).padStart(17, '0')}`
    const voucher = { uses, validDays, ...(storeIds && { storeIds }) }
    const item: Terms = {
      ...{ dealId, version: 1, promotionId: 'prm_01VCHTEST00000000000000000', ...merchant, zone: 'Asia/Shanghai' },
      form: { title: `下午茶 ${made}`, perMember: 20, groupHours: 24, aloneFen: 10_000, voucher, refundable } as Terms['form'],
    }
    await door.table.commit({ put: termsItem(item, door.clock.now()), when: 'always' })
    return item
  }

  /** A guest who bought, and whose vouchers are there. */
  async function bought(
    openid: string,
    of: Terms,
    { quantity = 1, amountFen = 10_000 }: { quantity?: number; amountFen?: number } = {},
  ) {
    const token = await door.tokenOf(openid)
    const { memberId } = (await door.call('getMe', {}, { token })).body
    const order: PaidOrder = {
      orderId: `ord_${bare(memberId)}${bare(of.dealId)}-01`,
      ...{ memberId, dealId: of.dealId, promotionId: of.promotionId, merchantId: of.merchantId, version: of.version },
      ...{ quantity, amountFen, paid: { paidAt: door.clock.now().toISOString() } },
    }
    await door.table.commit(...issueVouchers(order, of, door.clock.now()))
    await door.settle()
    const { items } = (await door.call('listMyVouchers', {}, { token })).body
    const voucherIds = items.map(({ voucherId }) => voucherId).sort()
    const voucherId = voucherIds[0] ?? ''
    const code = async (id = voucherId) => (await door.call('showCode', { voucherId: id }, { token })).body
    const voucher = async (id = voucherId) => (await door.call('getVoucher', { voucherId: id }, { token })).body
    return { token, memberId, order, voucherId, voucherIds, code, voucher }
  }

  return { terms, bought }
}
