import type { Terms } from '../../functions/deals/deals.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import { issueVouchers, type PaidOrder } from '../../functions/vouchers/vouchers.ts'
import type { RouteName } from '../../shared/routes.ts'

type Request = { token?: string; path?: { [field: string]: string }; body?: object }
type Call = (name: RouteName, request?: Request) => Promise<{ [field: string]: unknown }>
type Merchant = { merchantId: string; merchantName: string }

const dealId = 'dea_01PACKAGED0000000000000000'

/** A pass that was paid for: in the wallet, used twice at a counter, one use taken back. */
export async function useVoucher(
  call: Call,
  table: Table,
  feed: () => Promise<void>,
  merchant: Merchant,
  boss: string,
  storeId: string,
): Promise<void> {
  const token = String((await call('login', { body: { code: 'buyer' } })).token)
  const memberId = String((await call('getMe', { token })).memberId)
  const form = { title: 'Ten teas', perMember: 1, voucher: { uses: 10, validDays: 30 }, refundable: 'never' } as Terms['form']
  const about = { dealId, version: 1, promotionId: 'prm_01PACKAGED0000000000000000', ...merchant }
  const terms: Terms = { ...about, zone: 'Asia/Shanghai', form }
  const orderId = `ord_${memberId.slice(4)}${dealId.slice(4)}-01`
  const now = new Date()
  const order: PaidOrder = { ...about, orderId, memberId, quantity: 1, amountFen: 10_000, paid: { paidAt: now.toISOString() } }
  await table.commit(
    { put: { pk: `DEALRULES#${dealId}`, sk: 'V#000001', ...terms }, when: 'always' },
    ...issueVouchers(order, terms, now),
  )
  const { items } = (await call('listMyVouchers', { token })) as { items: { voucherId: string }[] }
  const voucherId = items[0]?.voucherId ?? ''
  const used = async (uses: number) => {
    const { code } = await call('showCode', { token, body: { voucherId } })
    await call('previewRedemption', { token: boss, body: { code, storeId, uses } })
    return (await call('redeem', { token: boss, body: { code, storeId, uses } })) as { redemptionId: string }
  }
  await used(2)
  const { redemptionId } = await used(3)
  await call('undoRedemption', { token: boss, path: { redemptionId }, body: { reason: 'wrong_bill' } })
  await feed()
  const { giftToken } = await call('giveGift', { token, body: { voucherId } })
  await call('cancelGift', { token, path: { giftToken: String(giftToken) } })
  const card = await call('giveGift', { token, body: { voucherId } })
  const friend = String((await call('login', { body: { code: 'friend' } })).token)
  await call('takeGift', { token: friend, path: { giftToken: String(card.giftToken) } })
  await feed()
  await call('listMyVouchers', { token: friend })
  const voucher = (await call('getVoucher', { token, path: { voucherId } })) as { used: number; history: unknown[] }
  if (voucher.used !== 2 || voucher.history.length !== 8) throw new Error(`the pass is ${JSON.stringify(voucher)}`)
}
