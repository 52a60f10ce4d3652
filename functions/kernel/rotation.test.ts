import { makeChannelKeys } from '../../local/sandbox/pay/keys.ts'
import { countedIn } from '../../local/testing/counted.ts'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { newPaying, type Paying } from '../../local/testing/paying.ts'
import { type KeyRing, makeSecrets, type Secrets, secrets } from './secrets.ts'

/** The steps of docs/runbook/rotate-keys.md, each while guests go on. */
let door: FrontDoor
let counter: CounterSide
let paying: Paying
beforeAll(async () => {
  door = await frontDoor()
  counter = await newCounter(door)
  paying = newPaying(door)
})
afterAll(async () => {
  performance.now = now
  await door.close()
})

/** The minutes that pass are those of the process: codes that were shown before stay as young as they are. */
let aged = 0
const now = performance.now.bind(performance)
performance.now = () => now() + aged
/** The parameter is put anew, and five minutes pass in which a process reads it beside the calls that go on. */
async function put(change: (now: Secrets) => Secrets): Promise<void> {
  process.env.FOOTFALL_SECRETS = JSON.stringify(change(JSON.parse(process.env.FOOTFALL_SECRETS ?? '')))
  aged += 301_000
  await secrets()
  await new Promise((done) => setImmediate(done))
  expect(await secrets()).toEqual(JSON.parse(process.env.FOOTFALL_SECRETS ?? ''))
}

const fresh = makeSecrets()
const [freshKid = ''] = Object.keys(fresh.session.keys)
const [freshCode = ''] = Object.keys(fresh.code.keys)
const with_ = (ring: KeyRing, more: KeyRing): KeyRing => ({ ...ring, keys: { ...ring.keys, ...more.keys } })
const refusedSince = (from: number) => countedIn(door.lines.slice(from)).VerificationFailed

it('session keys: added, made current, and the old one taken out when its last token is over: nobody is logged out before', async () => {
  const from = door.lines.length
  const old = await door.tokenOf('guest-before')
  const isIn = async (token: string) => (await door.call('getMe', {}, { token })).status
  await put((now) => ({ ...now, session: with_(now.session, fresh.session) }))
  const between = await door.tokenOf('guest-between')
  expect([await isIn(old), await isIn(between)]).toEqual([200, 200])
  await put((now) => ({ ...now, session: { ...now.session, current: freshKid } }))
  const after = await door.tokenOf('guest-after')
  expect(JSON.parse(Buffer.from(after.split('.')[0] ?? '', 'base64url').toString()).kid).toBe(freshKid)
  expect([await isIn(old), await isIn(between), await isIn(after)]).toEqual([200, 200, 200])
  expect(refusedSince(from)).toBeUndefined()
  // Too early: whoever logged in with the old one is out, unless this process has just seen the token.
  await put((now) => ({ ...now, session: { current: freshKid, keys: fresh.session.keys } }))
  const { bearerOf } = await import('./session.ts')
  await expect(bearerOf(`${old.slice(0, -4)}AAAA`)).rejects.toMatchObject({ code: 'session.invalid', cause: 'token.key' })
  expect(await isIn(after)).toBe(200)
})

it('code keys: a code that was shown before the change is good at the counter after it', async () => {
  const { batchId } = await newLaunch(door)({ total: 9 })
  const guests = await Promise.all(['a', 'b'].map((name) => counter.claimed(batchId, `guest-code-${name}`)))
  counter = await newCounter(door)
  const redeem = (code: string) =>
    door.call('redeem', { code, storeId: counter.store1, bill: { totalFen: 5000 } }, { token: counter.clerk1 })
  await put((now) => ({ ...now, code: with_(now.code, fresh.code) }))
  const tokens = await Promise.all(['a', 'b'].map((name) => door.tokenOf(`guest-code-${name}`)))
  const show = async (n: number) =>
    (await door.call('showCode', { couponId: guests[n]?.couponId ?? '' }, { token: tokens[n] })).body.code
  const shown = await show(0)
  await put((now) => ({ ...now, code: { ...now.code, current: freshCode } }))
  expect((await redeem(shown)).status).toBe(201)
  expect((await redeem(await show(1))).status).toBe(201)
})

it('the secret of typed codes: coming, in force, going; digits that were read out before count throughout, others never', async () => {
  const { batchId } = await newLaunch(door)({ total: 9 })
  counter = await newCounter(door)
  const token = await door.tokenOf('guest-typed')
  const { couponId } = (await door.call('claimCoupon', { batchId }, { token })).body
  const typed = async () => (await door.call('showCode', { couponId }, { token })).body.typedCode
  const looks = async (typedCode: string) =>
    (await door.call('previewRedemption', { typedCode, storeId: counter.store1 }, { token: counter.clerk1 })).body.code
  const before = await typed()
  await put((now) => ({ ...now, typedAlso: fresh.typed }))
  expect([await looks(before), await typed()]).toEqual([undefined, before])
  await put((now) => ({ ...now, typed: fresh.typed, typedAlso: now.typed }))
  const after = await typed()
  expect(after).not.toBe(before)
  expect([await looks(before), await looks(after)]).toEqual([undefined, undefined])
  await put(({ typedAlso: _gone, ...now }) => now)
  expect([await looks(before), await looks(after)]).toEqual(['code.invalid', undefined])
})

it('the APIv3 key: payments are told throughout, whichever of the two the channel seals with', async () => {
  const old = door.sandbox.pay.keys.wechatPay.apiV3Key
  const next = 'a-new-key-of-thirty-two-letters!'
  await put((now) => ({ ...now, wechatPay: { ...now.wechatPay, apiV3Key: next, apiV3KeyAlso: old } }))
  const paysNow = async () => {
    const { guest, orderId, pay } = await paying.ordered()
    await pay()
    return (await guest.order(orderId)).state
  }
  const from = door.lines.length
  expect(await paysNow()).toBe('ready')
  door.sandbox.pay.keys.wechatPay.apiV3Key = next
  expect(await paysNow()).toBe('ready')
  expect(refusedSince(from)).toBeUndefined()
  await put(({ wechatPay: { apiV3KeyAlso: _gone, ...wechatPay }, ...now }) => ({ ...now, wechatPay }))
  expect(await paysNow()).toBe('ready')
  door.sandbox.pay.keys.wechatPay.apiV3Key = old
  expect(await paysNow()).toBe('to_pay')
  expect(countedIn(door.lines.slice(from))['VerificationFailed callback.sealed.wrong']).toBe(1)
  await put((now) => ({ ...now, wechatPay: { ...now.wechatPay, apiV3Key: old } }))
})

it('the channel’s own key: while both stand in the list each counts, and one that is taken out does not', async () => {
  const made = await makeChannelKeys(door.clock.now())
  const { pinned } = door.sandbox.pay.keys.wechatPay
  const { serial, publicKey } = made.wechatPay.pinned
  await put((now) => ({
    ...now,
    wechatPay: { ...now.wechatPay, platformKeys: { ...now.wechatPay.platformKeys, [serial]: publicKey } },
  }))
  const paysNow = async () => {
    const { guest, orderId, pay } = await paying.ordered()
    await pay()
    return (await guest.order(orderId)).state
  }
  expect(await paysNow()).toBe('ready')
  door.sandbox.pay.keys.wechatPay.pinned = made.wechatPay.pinned
  await put((now) => {
    const { [pinned.serial]: _old, ...rest } = now.wechatPay.platformKeys
    return { ...now, wechatPay: { ...now.wechatPay, platformKeys: { [serial]: publicKey, ...rest } } }
  })
  expect(await paysNow()).toBe('ready')
})

it('the merchant’s own certificate: an order that was begun with the old one is paid with the new one in force', async () => {
  const made = await makeChannelKeys(door.clock.now())
  const { merchant } = made.wechatPay
  const begun = await paying.ordered()
  door.sandbox.pay.keys.wechatPay.merchant = merchant
  await put((now) => ({ ...now, wechatPay: { ...now.wechatPay, serial: merchant.serial, privateKey: merchant.privateKey } }))
  for (const { guest, orderId, pay } of [begun, await paying.ordered()]) {
    await pay()
    expect((await guest.order(orderId)).state).toBe('ready')
  }
})

it('a parameter that cannot be read leaves everything as it was', async () => {
  const good = process.env.FOOTFALL_SECRETS ?? ''
  const before = await secrets()
  process.env.FOOTFALL_SECRETS = '{"half":'
  aged += 301_000
  expect(await secrets()).toBe(before)
  await new Promise((done) => setImmediate(done))
  expect(await secrets()).toBe(before)
  process.env.FOOTFALL_SECRETS = good
})
