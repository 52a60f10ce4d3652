import { makeSecrets } from './secrets.ts'
import { readTrace, stampIn, stampOf, type Trace, traceText } from './trace.ts'

const promotionId = 'prm_01KA0000000000000000000000'
const other = 'prm_01KA0000000000000000000001'
const whole: Trace = {
  touchpointId: 'tpt_7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  promotionId,
  shareId: 'shr_00000000000000000000000001',
  depth: 3,
  nonce: 'AQIDBAUGBwg',
}
beforeAll(() => {
  process.env.FOOTFALL_SECRETS = JSON.stringify(makeSecrets())
})

it.each<[string, Trace]>([
  ['a touchpoint and a share', whole],
  ['no share', { ...whole, shareId: undefined, depth: 0 }],
  ['no touchpoint', { ...whole, touchpointId: undefined }],
  ['a share card, which has no opening', { ...whole, nonce: '' }],
])('a trace with %s says the same after its way through a link of at most 100 letters', async (_, trace) => {
  const token = await traceText(trace)
  expect(token).toMatch(/^t1\.[\w-]{1,97}$/)
  expect(await readTrace(token)).toEqual(trace)
})

it('a trace that differs in a single bit is forged, and so is everything that was never one', async () => {
  const token = await traceText(whole)
  const bytes = Buffer.from(token.slice(3), 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(await readTrace(`t1.${changed.toString('base64url')}`)).toBe('forged')
  }
  for (const text of ['', 't1.', 'x', token.slice(1), token.slice(0, -2), `${token}AAAA`, `t2.${token.slice(3)}`, '{"a":1}'])
    expect(await readTrace(text)).toBe('forged')
})

it('a trace never counts for two promotions, and one that was made elsewhere for none', async () => {
  const token = await traceText(whole)
  const { promotionId: _, ...stamp } = whole
  expect(stampIn(await stampOf(token, promotionId))).toEqual(stamp)
  expect(stampIn(await stampOf(token, other))).toBe('foreign')
  expect(stampIn(await stampOf('made-elsewhere', promotionId))).toBe('forged')
  expect(stampIn(await stampOf(undefined, promotionId))).toBeUndefined()
  // A visit is of a store, not of a promotion: it keeps which one the trace was of.
  expect(stampIn(await stampOf(token))).toEqual(whole)
})

it('a stamp is short enough to stand in every fact', async () => {
  expect((await stampOf(await traceText({ ...whole, depth: 255 }), promotionId))?.length).toBeLessThanOrEqual(80)
})
