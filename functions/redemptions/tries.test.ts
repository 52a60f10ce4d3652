import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { newStaff } from '../../local/testing/staff.ts'

let door: FrontDoor
let at: CounterSide
let batchId: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  batchId = (await newLaunch(door)({ total: 50 })).batchId
})
// Every test begins with windows that are over.
beforeEach(() => {
  door.clock.offsetMs += 16 * 60_000
})

const look = (typedCode: string, storeId: string, token: string) =>
  door.call('previewRedemption', { typedCode, storeId }, { token })
/** Wrong ones about this code's number. */
const wrong = (typedCode: string, nth: number) => {
  const digits = typedCode.replaceAll(' ', '')
  return digits.slice(0, 8) + String((Number(digits.slice(8)) + 1 + nth) % 100_000_000).padStart(8, '0')
}
const clerks = (count: number, storeId: string, name: string) =>
  Promise.all(Array.from({ length: count }, (_, nth) => newStaff(door, `${name}-${nth}`, 'clerk', [storeId])))
const codesOf = (answers: { body: { code?: string } }[], code: string) => answers.filter((one) => one.body.code === code)

it('wrong tries on one number are ten in a quarter of an hour, from whichever counter, and others’ numbers are not touched', async () => {
  const guest = await at.claimed(batchId, 'guest-one-number')
  const other = await at.claimed(batchId, 'guest-other-number')
  const { typedCode } = await guest.code()
  const guessing = [...(await clerks(3, at.store1, 'number-a')), ...(await clerks(3, at.store2, 'number-b'))]
  const answers = await Promise.all(
    guessing.flatMap((token, one) =>
      Array.from({ length: 4 }, (_, nth) => look(wrong(typedCode, one * 4 + nth), one < 3 ? at.store1 : at.store2, token)),
    ),
  )
  expect(codesOf(answers, 'code.invalid')).toHaveLength(10)
  const stopped = codesOf(answers, 'code.too_many_tries')
  expect(stopped).toHaveLength(14)
  expect(await look((await guest.code()).typedCode, at.store1, at.manager ?? '')).toMatchObject({
    status: 429,
    body: { code: 'code.too_many_tries', retryAt: expect.any(String) },
  })
  expect((await look((await other.code()).typedCode, at.store1, at.manager ?? '')).status).toBe(200)
  // What is scanned is signed, and needs no guess.
  const scanned = { code: (await guest.code()).code, storeId: at.store1 }
  expect((await door.call('previewRedemption', scanned, { token: at.clerk1 })).status).toBe(200)
})

it('one clerk who guesses, however long, shuts no colleague out; thirty wrong ones in one store do, and no other store', async () => {
  const guest = await at.claimed(batchId, 'guest-store')
  const { typedCode } = await guest.code()
  const number = (nth: number) => `${String(10_000_000 + nth)}00000000`
  const [bad = '', ...others] = await clerks(8, at.store1, 'store')
  for (let nth = 0; nth < 40; nth++) await look(number(nth), at.store1, bad)
  expect((await look(typedCode, at.store1, others[0] ?? '')).status).toBe(200)
  const answers = await Promise.all(
    others.flatMap((token, one) => [0, 1, 2, 3].map((nth) => look(number(100 + one * 4 + nth), at.store1, token))),
  )
  expect(codesOf(answers, 'code.invalid')).toHaveLength(25)
  expect((await look((await guest.code()).typedCode, at.store1, others[6] ?? '')).status).toBe(429)
  const elsewhere = await door.call(
    'previewRedemption',
    { typedCode: (await guest.code()).typedCode, storeId: at.store2 },
    { token: at.clerk2 },
  )
  expect(elsewhere.status).toBe(200)
})

it('a try that one of the limits refuses is taken from none of them', async () => {
  const guest = await at.claimed(batchId, 'guest-none')
  const { typedCode } = await guest.code()
  const [clerk = ''] = await clerks(1, at.store1, 'none')
  for (let nth = 0; nth < 20; nth++) await look(wrong(typedCode, nth), at.store1, clerk)
  const used = async (of: string) => (await door.table.get({ pk: `TRIES#${of}`, sk: 'TYPED' }))?.used
  expect(await used(typedCode.replaceAll(' ', '').slice(0, 8))).toBe(5)
  expect(await used(at.store1)).toBe(5)
})

it('what counts the tries is forgotten some day', async () => {
  const item = await door.table.get({ pk: `TRIES#${at.store1}`, sk: 'TYPED' })
  expect(Number(item?.expires) * 1000).toBeGreaterThan(Date.parse(String(item?.until)))
})

it('what one reads on one phone in one minute is no guess at another phone, or at the next minute', async () => {
  const guests = [await at.claimed(batchId, 'guest-digits-a'), await at.claimed(batchId, 'guest-digits-b')]
  const digits = async () =>
    Promise.all(guests.map(async (guest) => Number((await guest.code()).typedCode.replaceAll(' ', '').slice(8))))
  const now = await digits()
  door.clock.offsetMs += 60_000
  const next = await digits()
  expect(new Set([...now, ...next]).size).toBe(4)
  expect(new Set(next.map((one, nth) => one - (now[nth] ?? 0))).size).toBe(2)
})
