import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { privacyVersion, purposes } from '../../shared/privacy-text.ts'
import { findByNameAndPhone, hasConsent } from './members.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})

let made = 0
async function guest() {
  made += 1
  const token = await door.tokenOf(`guest-profile-${made}`)
  const { memberId } = (await door.call('getMe', {}, { token })).body
  const set = (purpose: (typeof purposes)[number], given: boolean) => door.call('setConsent', { purpose, given }, { token })
  const tell = (told: { nickname?: string | null; phone?: string | null }) => door.call('updateMe', told, { token })
  const me = async () => (await door.call('getMe', {}, { token })).body
  const log = async () => (await door.call('listConsents', {}, { token })).body
  return { token, memberId, set, tell, me, log }
}

describe('consents', () => {
  it('are none before they are asked for, each apart from the others', async () => {
    const one = await guest()
    expect(await one.log()).toEqual({
      items: [],
      textVersion: privacyVersion,
      purposes: purposes.map((purpose) => ({ purpose, given: false })),
    })
    await one.set('service', true)
    const given = (await one.log()).purposes.filter((consent) => consent.given)
    expect(given.map((consent) => consent.purpose)).toEqual(['service'])
    expect(await Promise.all(purposes.map((purpose) => hasConsent(door.table, one.memberId, purpose)))).toEqual(
      purposes.map((purpose) => purpose === 'service'),
    )
  })

  it('keep every change of mind with its time and the text it was made under, newest first', async () => {
    const one = await guest()
    const given = (await one.set('marketing', true)).body
    door.clock.offsetMs += 60_000
    const withdrawn = (await one.set('marketing', false)).body
    const { items, purposes: now } = await one.log()
    expect(items).toEqual([withdrawn, given])
    expect(withdrawn).toMatchObject({ purpose: 'marketing', given: false, textVersion: privacyVersion })
    expect(Date.parse(withdrawn.at ?? '') - Date.parse(given.at ?? '')).toBeGreaterThanOrEqual(60_000)
    expect(now).toContainEqual(withdrawn)
  })

  it('are one fact, however often the same is said, at once or later', async () => {
    const one = await guest()
    await Promise.all([1, 2, 3, 4].map(() => one.set('location', true)))
    door.clock.offsetMs += 1000
    await one.set('location', true)
    expect((await one.log()).items).toHaveLength(1)
  })

  it('are read page by page', async () => {
    const one = await guest()
    for (const given of [true, false, true]) {
      await one.set('service', given)
      door.clock.offsetMs += 1000
    }
    const first = (await door.call('listConsents', { limit: 2 }, { token: one.token })).body
    const rest = (await door.call('listConsents', { limit: 2, cursor: first.nextCursor }, { token: one.token })).body
    expect([...first.items, ...rest.items].map(({ given }) => given)).toEqual([true, false, true])
  })

  it('know no purpose that is not on the list', async () => {
    const { token } = await guest()
    const answer = await door.call('setConsent', { purpose: 'selling' as 'service', given: true }, { token })
    expect(answer).toMatchObject({ status: 422, body: { code: 'input.invalid', field: 'purpose' } })
  })
})

describe('a nickname and a phone number', () => {
  it('are kept only while their purpose is allowed', async () => {
    const one = await guest()
    const refused = await one.tell({ nickname: '小满', phone: '138 1234 5678' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'consent.needed', details: { purpose: 'profile' } } })
    expect(await one.me()).not.toHaveProperty('phone')
    await one.set('profile', true)
    expect((await one.tell({ nickname: '小满', phone: '138 1234 5678' })).body).toMatchObject({
      nickname: '小满',
      phone: '13812345678',
    })
    expect(await one.me()).toMatchObject({ nickname: '小满', phone: '13812345678', memberId: one.memberId })
  })

  it('are gone at once when it is withdrawn, and do not come back with it', async () => {
    const one = await guest()
    await one.set('profile', true)
    await one.tell({ nickname: '谷雨', phone: '13900001111' })
    expect(await findByNameAndPhone(door.table, '谷雨', '1111')).toEqual([one.memberId])
    await one.set('profile', false)
    expect(await findByNameAndPhone(door.table, '谷雨', '1111')).toEqual([])
    await one.set('profile', true)
    const me = await one.me()
    expect([me.nickname, me.phone]).toEqual([undefined, undefined])
    expect(JSON.stringify(wholeTable(door.table))).not.toMatch(/谷雨|13900001111/)
  })

  it('are told apart: one is changed or taken out without the other', async () => {
    const one = await guest()
    await one.set('profile', true)
    await one.tell({ phone: '+44 7700 900123' })
    await one.tell({ nickname: 'Ada' })
    expect(await one.me()).toMatchObject({ nickname: 'Ada', phone: '+447700900123' })
    await one.tell({ phone: null })
    const me = await one.me()
    expect([me.nickname, me.phone]).toEqual(['Ada', undefined])
    expect(await findByNameAndPhone(door.table, 'Ada', '0123')).toEqual([])
  })

  it.each([
    [{ phone: '12' }, 'phone'],
    [{ phone: '1381234567x' }, 'phone'],
    [{ phone: '1'.repeat(16) }, 'phone'],
    [{ nickname: ' ' }, 'nickname'],
    [{ nickname: '一'.repeat(21) }, 'nickname'],
    [{ nickname: '小\n满' }, 'nickname'],
    [{ openid: 'x' }, 'openid'],
  ])('refuses %j and names the field', async (told, field) => {
    const one = await guest()
    await one.set('profile', true)
    expect(await one.tell(told as { phone: string })).toMatchObject({ status: 422, body: { code: 'input.invalid', field } })
  })

  it('find the member by what is said over a phone: the name and the last four digits', async () => {
    const [one, two, other] = await Promise.all([guest(), guest(), guest()])
    for (const [who, phone] of [
      [one, '13712342233'],
      [two, '13699992233'],
      [other, '13712348888'],
    ] as const) {
      await who.set('profile', true)
      await who.tell({ nickname: 'Lin Wei', phone })
    }
    expect((await findByNameAndPhone(door.table, ' lin  ＷＥＩ', '2233')).sort()).toEqual([one.memberId, two.memberId].sort())
    expect(await findByNameAndPhone(door.table, 'Lin Wei', '0000')).toEqual([])
    await one.tell({ nickname: '林薇' })
    expect(await findByNameAndPhone(door.table, 'Lin Wei', '2233')).toEqual([two.memberId])
    expect(await findByNameAndPhone(door.table, '林薇', '2233')).toEqual([one.memberId])
  })

  it('leave one pointer, however many changes come at once', async () => {
    const one = await guest()
    await one.set('profile', true)
    await one.tell({ phone: '13500007777' })
    const names = ['甲', '乙', '丙', '丁']
    await Promise.all(names.map((nickname) => one.tell({ nickname })))
    const found = (await Promise.all(names.map((name) => findByNameAndPhone(door.table, name, '7777')))).flat()
    expect(found).toEqual([one.memberId])
    expect(await findByNameAndPhone(door.table, (await one.me()).nickname ?? '', '7777')).toEqual([one.memberId])
  })
})

it('nobody’s openid stands in the table but in the item of the member itself', async () => {
  const { token } = await guest()
  const openid = `guest-profile-${made}`
  const { memberId } = (await door.call('getMe', {}, { token })).body
  const holding = wholeTable(door.table).filter((item) => JSON.stringify(item).includes(openid))
  expect(holding.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([`MEMBER#${memberId} MEMBER`])
})
