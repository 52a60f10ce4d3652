import { times } from './offer.ts'
import type { Answer, RaceStack } from './stack.ts'

/** The races of check-ins: `guests` at one store in the same second, and one guest from two phones. */
export function checkInRaces(running: () => RaceStack, guests: number): void {
  let stack: RaceStack
  let proof: { qr: string; lat: number; lng: number; accuracy: number }
  beforeAll(async () => {
    stack = running()
    const clerk = await stack.login('seed-clerk-1')
    const store = (await stack.call('listStores', {}, { token: clerk })).body.items[0]
    const { storeId = '', lat = 0, lng = 0 } = store ?? {}
    // The printed sign never expires: a slow machine changes nothing.
    const { signQr } = (await stack.call('getStoreCode', { storeId }, { token: clerk })).body
    proof = { qr: signQr, lat, lng, accuracy: 10 }
  })

  const visitIdOf = ({ body }: Answer<'checkIn'>) => ('visitId' in body ? body.visitId : body.code)
  const visitsOf = async (token: string) => (await stack.call('listMyVisits', {}, { token })).body.items

  it(`${guests} members who check in at one store in the same second have one visit each, lost answers or not`, async () => {
    const tokens: string[] = []
    for (let from = 0; from < guests; from += 50)
      tokens.push(...(await Promise.all(times(Math.min(50, guests - from), (nth) => stack.login(`visitor-${from + nth}`)))))
    const asked = (token: string, nth: number) =>
      // One in ten is done, and its answer lost.
      stack.call('checkIn', proof, { token, fault: nth % 10 === 3 ? 'drop-after' : undefined })
    const first = await Promise.all(tokens.map(asked))
    expect(first.filter(({ status }) => status === 0)).toHaveLength(guests / 10)
    const again = await Promise.all(tokens.map((token) => stack.call('checkIn', proof, { token })))
    expect(again.every(({ status, body }) => status === 200 && 'state' in body && body.state === 'counted')).toBe(true)
    expect(new Set(again.map(visitIdOf)).size).toBe(guests)
    for (const [nth, { status, body }] of first.entries()) if (status !== 0) expect(body).toEqual(again[nth]?.body)
    const lists = await Promise.all(tokens.map(visitsOf))
    expect(lists.map((visits) => visits.map(({ visitId }) => visitId))).toEqual(again.map((one) => [visitIdOf(one)]))
  }, 180_000)

  it('one member who checks in from two phones at once, ten times each, has one visit', async () => {
    const phones = await Promise.all(times(2, () => stack.login('visitor-twice')))
    const { qr } = proof
    // One of them tells no place, so what it proves is less: whichever comes first, all hear of the same.
    const proofs = [proof, { qr }]
    const answers = await Promise.all(
      phones.flatMap((token, nth) => times(10, () => stack.call('checkIn', proofs[nth] ?? proof, { token }))),
    )
    expect(answers.map(({ status }) => status)).toEqual(times(20, () => 200))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await visitsOf(phones[0] ?? '')).toHaveLength(1)
  }, 40_000)
}
