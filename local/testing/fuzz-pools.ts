import { clock } from '../../functions/kernel/clock.ts'
import type { OfferCard } from '../../shared/coupon-contracts.ts'
import { batchesIn } from './cards.ts'
import { newDeals } from './dealing.ts'
import { drawing } from './drawing.ts'
import { as, type MaliceDoor, type Reply } from './malice.ts'
import type { Pools } from './malice-inputs.ts'
import { vouchersFor } from './malice-pools.ts'
import { newKeys, syncOf } from './offline-device.ts'
import { plainStreak } from './streaking.ts'

type Tokens = { [role: string]: string }

/** Real things of the callers and of others. */
export async function fuzzPools(door: MaliceDoor, tokens: Tokens): Promise<{ pools: Pools; codesNow: () => Promise<Pools> }> {
  const ids = (reply: Reply, field: string): string[] => reply.body.items.map((one: { [field: string]: string }) => one[field])
  const clerk = as(tokens.clerk ?? '')
  const storeId = ids(await door.send('GET', '/stores', as(tokens.manager ?? '')), 'storeId')
  const here = ids(await door.send('GET', '/stores', clerk), 'storeId')
  const cards = (await door.send('GET', '/offers')).body as { items: OfferCard[] }
  const items = batchesIn(cards.items)
  // Those that can be used at any hour, or what is accepted would hang on the time of the day; first the one that is good at most stores.
  const plainOffers = items.filter(({ benefit }) => benefit.kind === 'amount').sort((a, b) => b.storeCount - a.storeCount)
  const batchId = plainOffers.map((offer) => offer.batchId)
  const promotionId = ids(await door.send('GET', '/promotions', as(tokens.marketer ?? '')), 'promotionId')
  const marketer = as(tokens.marketer ?? '')
  const window = {
    from: new Date(clock.now().getTime() - 60_000).toISOString(),
    to: new Date(clock.now().getTime() + 40 * 86_400_000).toISOString(),
  }
  const budgeted = (await door.post('/promotions', { name: '有预算的', ...window, budgetFen: 10_000 }, marketer)).body
  promotionId.push(budgeted.promotionId, budgeted.promotionId)
  const fresh = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => door.post('/promotions', { name: `草稿 ${n}`, ...window }, marketer)),
  )
  const freshPromotionId = fresh.map(({ body }) => body.promotionId)
  const plain = { title: '草稿券', total: 500, perMember: 2, validity: { kind: 'days', days: 7 } }
  const made = await Promise.all(
    freshPromotionId.map((id) =>
      door.post(`/promotions/${id}/batches`, { ...plain, benefit: { kind: 'gift', item: '茶', valueFen: 500 } }, marketer),
    ),
  )
  const freshBatchId = made.map(({ body }) => body.batchId)
  const shelved = await door.post('/pictures', { file: drawing(500, 400) }, marketer)
  const approvalId: string[] = []
  for (const offFen of [5000, 6000, 7000]) {
    const terms = { title: '手滑', total: 5, perMember: 1, validity: { kind: 'days', days: 7 } }
    const form = { ...terms, benefit: { kind: 'amount', offFen, minSpendFen: 100 } }
    approvalId.push((await door.post(`/promotions/${budgeted.promotionId}/approvals`, { form }, marketer)).body.approvalId)
  }
  const couponId: string[] = []
  const code: string[] = []
  const holders = [tokens.member ?? '', ...(await Promise.all([1, 2, 3, 4].map((n) => door.tokenOf(`guest-other-${n}`))))]
  for (const holder of holders) {
    for (const batch of batchId) {
      const claimed = await door.post(`/batches/${batch}/coupons`, {}, as(holder))
      const shown = await door.post('/me/codes', { couponId: claimed.body.couponId }, as(holder))
      couponId.push(claimed.body.couponId)
      code.push(shown.body.code)
    }
  }
  const used = await Promise.all(
    code.map((one) => door.post('/redemptions', { code: one, storeId: here[0], bill: { totalFen: 9000 } }, clerk)),
  )
  const redemptionId = used
    .filter(({ status }) => status === 201)
    .slice(0, 2)
    .map(({ body }) => body.redemptionId)
  await Promise.all(
    used.slice(4).map(({ body }) => door.post(`/redemptions/${body.redemptionId}/undo`, { reason: 'x' }, clerk)),
  )
  const vouchers = await vouchersFor(door)
  // A code is good for a minute: those who try it ask for a fresh one.
  const codesNow = async () => {
    const shown = await Promise.all(
      couponId.map((one, n) => door.post('/me/codes', { couponId: one }, as(holders[Math.floor(n / batchId.length)] ?? ''))),
    )
    const usable = shown.filter(({ status }) => status === 200).map(({ body }) => body)
    usable.push(...(await vouchers.codes()))
    return { code: [...usable.map((one) => one.code), ...code.slice(0, 2)], typedCode: usable.map((one) => one.typedCode) }
  }
  const orderId: string[] = []
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const holder = as(await door.tokenOf(`guest-dead-phone-${n}`))
    orderId.push((await door.post(`/batches/${batchId[0]}/coupons`, {}, holder)).body.couponId)
  }
  const deals = newDeals(door)
  const dealId = [(await deals.deal()).dealId, (await deals.deal()).dealId]
  const groupId = [await deals.group(dealId[0] ?? '', 3, ['guest-seat-1', 'guest-seat-2'])]
  const drafts = await Promise.all(freshPromotionId.map((_, n) => deals.deal({ title: `草稿团购 ${n}` }, false)))
  const freshDealId = drafts.map((one) => one.dealId)
  await door.settle()
  const exceptionId = ids(await door.send('GET', '/exceptions', as(tokens.operator ?? '')), 'exceptionId')
  const giftToken = await giftsOf(
    door,
    items.filter(({ benefit }) => benefit.kind !== 'amount').map((offer) => offer.batchId),
    holders,
    couponId,
  )
  const memberId = [(await door.send('GET', '/me', as(await door.tokenOf('seed-clerk-2')))).body.memberId]
  for (const holder of holders) memberId.push((await door.send('GET', '/me', as(holder))).body.memberId)
  const sets = await Promise.all(['甲', '乙'].map((name) => door.post('/store-sets', { name, rule: 'all' }, marketer)))
  const place = { address: '东街 1 号', city: '成都', lat: 30.6, lng: 104, zone: 'Asia/Shanghai' }
  const manager = as(tokens.manager ?? '')
  const closing = await Promise.all(['丙', '丁', '戊'].map((name) => door.post('/stores', { name, ...place }, manager)))
  const storeSetId = sets.map(({ body }) => body.storeSetId)
  const file = [Buffer.from('name,address,city,lat,lng\nQuay,1 Quay,Xiamen,24.45,118.08\n').toString('base64')]
  const uploaded = await door.post('/imports', { file: file[0], format: 'csv' }, marketer)
  const device = await deviceOf(door, clerk, here[0] ?? '')
  const tablet = (await door.send('GET', `/stores/${here[0]}/code`, clerk)).body
  const { visitId } = (await door.post('/check-ins', { qr: tablet.signQr }, as(tokens.member ?? ''))).body
  const streaks = await Promise.all(
    ['一', '二', '三', '四', '五', '六'].map((n) =>
      door.post(`/promotions/${freshPromotionId[0]}/streaks`, { ...plainStreak, title: `连来${n}` }, marketer),
    ),
  )
  const rules = (await door.send('GET', '/check-in-rules', marketer)).body
  const touchpoints = await touchpointsOf(
    door,
    marketer,
    freshPromotionId[0],
    await door.tokenOf('guest-other-1'),
    batchId[0] ?? '',
  )
  await door.post('/check-in-rules', rules, marketer)
  const { merchantId } = (await door.send('GET', '/merchant', marketer)).body
  const pools: Pools = {
    ...{ merchantId: [merchantId], marginFloorPercent: ['0'] },
    ...{ streakId: streaks.map(({ body }) => body.streakId), goal: ['2', '3'], makeUps: ['0'] },
    ...{ qr: [tablet.qr, tablet.signQr], visitId: [visitId] },
    ...touchpoints,
    ...device,
    ...{ orderId, exceptionId, storeSetId, dealId, groupId, freshDealId },
    ...{ file, importId: [uploaded.body.importId] },
    ...{ batchId, promotionId, couponId, redemptionId, memberId, storeIds: storeId, storeId: [...here, ...here, ...storeId] },
    ...{ pictureFile: [drawing(500, 400)], picture: [shelved.body.picture] },
    ...{ expectedPerSecond: ['10'], percentOff: ['20'] },
    ...{ freshPromotionId, freshBatchId, merchant: ['100'], headOffice: ['0'], platform: ['0'] },
    ...{ approvalId, version: ['1'], fromFen: ['10000'] },
    // Terms that nobody has to look at twice.
    ...{ aloneFen: ['9900'], listFen: ['12800'], priceFen: ['6900'], size: ['2', '3', '4'], sponsoredSeats: ['1'] },
    ...{ offFen: ['100'], minSpendFen: ['1000'], valueFen: ['500'], percentOff: ['20'] },
    ...{ total: ['500'], perMember: ['2'], perMemberPerDay: ['1'], perDay: ['50'] },
    giftToken,
    // Those that may be closed for good without taking every other operation its store.
    closingId: closing.map(({ body }) => body.storeId),
    ...{ voucherId: vouchers.voucherId, uses: ['1', '2'] },
    // What no chance hits upon.
    zone: ['Asia/Shanghai', 'America/New_York', 'Pacific/Apia'],
    loginCode: Array.from({ length: 30 }, (_, n) => door.loginCode(`fuzz-${n}`)),
  }
  return { pools, codesNow }
}

/** Codes of a promotion, what they may lead to, and how somebody came by one. */
async function touchpointsOf(
  door: MaliceDoor,
  marketer: { authorization: string },
  promotionId: string,
  member: string,
  batchId: string,
): Promise<Pools> {
  const form = { promotionId, kind: 'poster', place: '门口', cost: { kind: 'fixed', fen: 100 } }
  const made = await Promise.all(
    ['甲', '乙'].map((place) =>
      door.post('/touchpoints', { ...form, place, target: { kind: 'promotion', id: promotionId } }, marketer),
    ),
  )
  const shared = await door.post('/shares', { target: { kind: 'batch', id: batchId } }, as(member))
  const scene = made.map(({ body }) => body.scene)
  return {
    touchpointId: made.map(({ body }) => body.touchpointId),
    scene,
    trace: [shared.body.trace],
    id: [batchId, promotionId],
  }
}

/** Gifts that are out, of each holder; and beside them a coupon of the first that can still be given. */
async function giftsOf(
  door: MaliceDoor,
  [first = '', second = '']: string[],
  holders: string[],
  couponId: string[],
): Promise<string[]> {
  const claimed = async (batch: string, holder: string) =>
    (await door.post(`/batches/${batch}/coupons`, {}, as(holder))).body.couponId as string
  const given = await Promise.all(
    holders.map(async (holder) => {
      const gift = { couponId: await claimed(first, holder) }
      return (await door.post('/gifts', gift, as(holder))).body.giftToken as string
    }),
  )
  couponId.push(await claimed(second, holders[0] ?? ''))
  return given
}

/** A device of the clerk's, and what it signs when it has nothing to send: no chance hits upon a signature. */
async function deviceOf(door: MaliceDoor, clerk: { authorization: string }, storeId: string): Promise<Pools> {
  const { publicKey, privateKey } = newKeys()
  const { deviceId } = (await door.post('/devices', { storeId, publicKey }, clerk)).body
  const { sentAt, signature } = syncOf(deviceId, privateKey, [], clock.now().toISOString())
  return { deviceId: [deviceId], sentAt: [sentAt], signature: [signature], publicKey: [publicKey] }
}
