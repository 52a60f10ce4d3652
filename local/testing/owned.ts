import { newDeals } from './dealing.ts'
import { as, type MaliceDoor } from './malice.ts'
import { newKeys } from './offline-device.ts'
import { plainStreak } from './streaking.ts'

/** The fields that name a thing of somebody, and where somebody else's is put in each: a new field has to be given one here. */
export type Owned = { [field: string]: string }

/** Things of a second merchant and its guests, and what only they may read. `valid` fills in what a form needs beside. */
export async function ownedThings(
  door: MaliceDoor,
  valid: { [field: string]: unknown },
  operator: { authorization: string },
): Promise<{ owned: Owned; secrets: string[] }> {
  const owner = as(await door.tokenOf('guest-owner'))
  const cards = (await door.send('GET', '/offers')).body.items as { kind: string; batchId: string; merchantName: string }[]
  const offers = cards.filter(({ kind }) => kind === 'batch')
  const [batchId = ''] = offers.filter((offer) => offer.merchantName === '春水小火锅').map((offer) => offer.batchId)
  const hotpot = (await door.send('GET', `/batches/${batchId}`)).body
  const storeId: string = hotpot.stores[0].storeId
  await hire(door, 'hotpot-clerk', 'clerk', '邻店·小赵', [storeId])
  const clerk = as(await door.tokenOf('hotpot-clerk'))
  const couponOf = async (batch: string) => (await door.post(`/batches/${batch}/coupons`, {}, owner)).body.couponId
  const codeOf = async (couponId: string) => (await door.post('/me/codes', { couponId }, owner)).body
  const used = await couponOf(batchId)
  const receiptNo = 'R-OWNER-1'
  const code = (await codeOf(used)).code
  const redemption = (await door.post('/redemptions', { code, storeId, bill: { totalFen: 20_000, receiptNo } }, clerk)).body
  const couponId = await couponOf(door.offerPath.split('=')[1] ?? '')
  const typedOf = await codeOf(
    await couponOf(offers.find((one) => ![batchId, door.offerPath.split('=')[1]].includes(one.batchId))?.batchId ?? ''),
  )
  await hire(door, 'hotpot-marketer', 'marketer', '邻店·小孟', [])
  const marketer = as(await door.tokenOf('hotpot-marketer'))
  const { title, total, perMember, validity } = valid
  const terms = { title, total, perMember, validity, benefit: { kind: 'amount', offFen: 5000, minSpendFen: 100 } }
  const asked = await door.post(`/promotions/${hotpot.promotionId}/approvals`, { form: terms }, marketer)
  const memberId = (await door.send('GET', '/me', clerk)).body.memberId
  const { storeSetId } = (await door.post('/store-sets', { name: '邻店的组', rule: 'all' }, marketer)).body
  const file = Buffer.from('店名,地址,城市,经度,纬度\n邻店·新店,路 1 号,成都,104.1,30.6\n').toString('base64')
  const uploaded = await door.post('/imports', { file, format: 'csv' }, marketer)
  const friend = as(await door.tokenOf('guest-friend'))
  const given = (await door.post(`/batches/${batchId}/coupons`, {}, friend)).body.couponId
  const { giftToken } = (await door.post('/gifts', { couponId: given }, friend)).body
  await hire(door, 'hotpot-manager', 'manager', '邻店·老孙', [storeId])
  const boss = as(await door.tokenOf('hotpot-manager'))
  const invited = (await door.post('/staff/invitations', { role: 'clerk', storeIds: [storeId] }, boss)).body
  await door.post(`/invitations/${invited.code}/accept`, { name: '邻店·小郑' }, as(await door.tokenOf('hotpot-new')))
  const [{ sessionId }] = (await door.send('GET', '/me/sessions', owner)).body.items
  const deals = newDeals(door)
  const { dealId } = await deals.deal({ title: '邻店的团购' }, true, {}, 'hotpot-marketer')
  const ordered = await bought(door, owner, dealId)
  const groupId = await deals.group(dealId, 3, ['guest-seat-1', 'guest-seat-2'])
  const { streakId } = (await door.post(`/promotions/${hotpot.promotionId}/streaks`, plainStreak, marketer)).body
  const { qr } = (await door.send('GET', `/stores/${storeId}/code`, clerk)).body
  const { visitId } = (await door.post('/check-ins', { qr }, owner)).body
  const hung = { promotionId: hotpot.promotionId, kind: 'poster', place: '邻店的海报', cost: { kind: 'fixed', fen: 1 } }
  const touchpoint = await door.post('/touchpoints', { ...hung, target: { kind: 'batch', id: batchId } }, marketer)
  const owned: Owned = {
    ...{ dealId, groupId, visitId, streakId, phoneId: 'phone-of-the-owner' },
    touchpointId: touchpoint.body.touchpointId,
    ...{ invitationId: invited.invitationId, sessionId },
    compareWithId: hotpot.promotionId,
    // Of anything that can be traced.
    id: redemption.redemptionId,
    ...{ batchId, storeSetId, storeId, storeIds: storeId, promotionId: hotpot.promotionId, memberId, couponId, giftToken },
    ...{
      redemptionId: redemption.redemptionId,
      code,
      typedCode: typedOf.typedCode,
      ...ordered,
      voucherId: ordered.voucherIds ?? '',
    },
    merchantId: 'mer_01HSPR1NGHTP0T000000000000',
    approvalId: asked.body.approvalId,
    exceptionId: await exceptionAt(door, operator, storeId, batchId, clerk),
    importId: uploaded.body.importId,
    deviceId: (await door.post('/devices', { storeId, publicKey: newKeys().publicKey }, clerk)).body.deviceId,
  }
  const ownerName = (await door.send('GET', '/me', owner)).body.maskedName
  const secrets = [
    redemption.redemptionId,
    visitId,
    couponId,
    used,
    receiptNo,
    ownerName,
    '邻店·小赵',
    '邻店·新店',
    '邻店·小郑',
    '周末围炉',
    '邻店的组',
    '邻店的海报',
  ]
  return { owned, secrets }
}

/** A coupon that was used and undone three times there. */
async function exceptionAt(
  door: MaliceDoor,
  operator: { authorization: string },
  storeId: string,
  batchId: string,
  clerk: { authorization: string },
): Promise<string> {
  const guest = as(await door.tokenOf('guest-thrice'))
  const { couponId } = (await door.post(`/batches/${batchId}/coupons`, {}, guest)).body
  for (let nth = 0; nth < 3; nth++) {
    const { code } = (await door.post('/me/codes', { couponId }, guest)).body
    const { redemptionId } = (await door.post('/redemptions', { code, storeId, bill: { totalFen: 20_000 } }, clerk)).body
    await door.post(`/redemptions/${redemptionId}/undo`, { reason: 'wrong_bill' }, clerk)
  }
  await door.settle()
  const { items } = (await door.send('GET', '/exceptions', operator)).body
  return items[0].exceptionId
}

/** The seeds have nobody at the second merchant. */
export async function hire(
  door: MaliceDoor,
  openid: string,
  role: 'clerk' | 'manager' | 'marketer',
  name: string,
  storeIds: string[],
): Promise<void> {
  const { memberId } = (await door.send('GET', '/me', as(await door.tokenOf(openid)))).body
  const merchant = { merchantId: 'mer_01HSPR1NGHTP0T000000000000', merchantName: '春水小火锅' }
  const item = {
    pk: `MEMBER#${memberId}`,
    sk: 'STAFF',
    memberId,
    ...merchant,
    name,
    roles: [{ role, storeIds }],
    state: 'active',
  }
  await door.table.commit({ put: item, when: 'always' })
}

/** An order of the owner's, paid. */
async function bought(door: MaliceDoor, owner: { authorization: string }, dealId: string): Promise<Owned> {
  const { orderId } = (await door.post(`/deals/${dealId}/orders`, { mode: 'alone' }, owner)).body
  const { outTradeNo } = (await door.post(`/orders/${orderId}/pay`, {}, owner)).body
  await door.pay(outTradeNo)
  await door.settle()
  const { parts } = (await door.post(`/orders/${orderId}/refund-quote`, {}, owner)).body
  return { orderId, voucherIds: parts[0].voucherId }
}
