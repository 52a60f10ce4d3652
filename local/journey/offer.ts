import type { OutputOf } from '../../shared/api.ts'
import type { DealForm } from '../../shared/deals.ts'
import { plainDeal } from '../testing/dealing.ts'
import type { Stack } from './stack.ts'

type Batch = OutputOf<'createBatch'>

/** A live batch of the seeded merchant, good for `days` from the claim. */
export async function newBatch(stack: Stack, more: Partial<Batch> = {}): Promise<Batch> {
  const { token } = await stack.login('seed-marketer')
  const { now } = await stack.call('getHealth', {})
  const from = new Date(now).toISOString()
  const to = new Date(Date.parse(now) + 90 * 86_400_000).toISOString()
  const { promotionId } = await stack.call('createPromotion', { name: '旅程测试', from, to }, token)
  const form = {
    title: '旅程咖啡券',
    total: 50,
    perMember: 2,
    benefit: { kind: 'amount' as const, offFen: 1000, minSpendFen: 3000 },
    validity: { kind: 'days' as const, days: 7 },
  }
  const batch = await stack.call('createBatch', { promotionId, ...form, ...more }, token)
  await stack.call('launchPromotion', { promotionId }, token)
  return batch
}

/** A deal of the seeded merchant on sale. */
export async function newDeal(stack: Stack, more: Partial<DealForm> = {}): Promise<OutputOf<'createDeal'>> {
  const { token } = await stack.login('seed-marketer')
  const { now } = await stack.call('getHealth', {})
  const to = new Date(Date.parse(now) + 30 * 86_400_000).toISOString()
  const { promotionId } = await stack.call('createPromotion', { name: '旅程团购', from: now, to }, token)
  const deal = await stack.call('createDeal', { promotionId, ...plainDeal, ...more }, token)
  await stack.call('launchPromotion', { promotionId, despite: ['conflict'] }, token)
  return deal
}

/** Buys as the mini-program does, and pays at the channel. */
export async function buy(
  stack: Stack,
  openid: string,
  how: { dealId: string } & ({ mode: 'alone' } | { mode: 'open'; size: number } | { mode: 'join'; groupId: string }),
): Promise<OutputOf<'placeOrder'>> {
  const { token } = await stack.login(openid)
  const order = await stack.call('placeOrder', how, token)
  const { outTradeNo } = await stack.call('payOrder', { orderId: order.orderId }, token)
  await fetch(`${stack.control}/payments/${outTradeNo}/pay`, { method: 'POST', body: '{}' })
  return order
}
