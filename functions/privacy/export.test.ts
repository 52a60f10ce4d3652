import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { type Leaving, newLeaving } from '../../local/testing/leaving.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { privacyVersion } from '../../shared/privacy-text.ts'
import { memberKey } from '../members/members.ts'

let door: FrontDoor
let on: Leaving
beforeAll(async () => {
  door = await frontDoor()
  on = await newLeaving(door)
})

describe('an export', () => {
  it('holds everything that is kept about the caller', async () => {
    const guest = await on.fullGuest()
    const { body } = await door.call('exportMe', { limit: 100 }, { token: guest.token })
    expect(body).toMatchObject({ memberId: guest.memberId, textVersion: privacyVersion })
    const of = (kind: string) => body.items.filter((item) => item.kind === kind)
    expect(of('member')).toMatchObject([
      { openid: guest.openid, number: expect.stringMatching(/^\d{8}$/), since: expect.any(String) },
    ])
    expect(of('profile')).toMatchObject([{ nickname: guest.nickname, phone: guest.phone }])
    expect(of('consents')).toMatchObject([{ profile: true, service: false, serviceText: privacyVersion }])
    expect(of('consent').map(({ purpose, given }) => [purpose, given])).toEqual([
      ['profile', true],
      ['service', true],
      ['service', false],
    ])
    expect(of('given')).toMatchObject([{ of: expect.stringContaining(guest.batches.held), given: 1 }])
    const coupons = of('coupon')
    expect(coupons.map(({ couponId, state }) => [couponId, state]).sort()).toEqual(
      [
        [guest.used, 'redeemed'],
        [guest.held, 'valid'],
      ].sort(),
    )
    const used = coupons.find(({ couponId }) => couponId === guest.used)
    expect(used).toMatchObject({
      use: { receiptNo: 'R-1', discountFen: 1000 },
      history: [{ kind: 'claimed' }, { kind: 'redeemed' }],
    })
  })

  it('leaves nothing out that lies with the member in the table, read page by page', async () => {
    const guest = await on.fullGuest()
    const whole = (await door.call('exportMe', { limit: 100 }, { token: guest.token })).body.items
    const paged = []
    let cursor: string | undefined
    do {
      const { body } = await door.call('exportMe', { limit: 2, cursor }, { token: guest.token })
      expect(body.items.length).toBeLessThanOrEqual(2)
      paged.push(...body.items)
      cursor = body.nextCursor
    } while (cursor !== undefined)
    expect(paged).toEqual(whole)
    const { pk } = memberKey(guest.memberId)
    const kept = wholeTable(door.table).filter((item) => item.pk === pk && !item.sk.startsWith('PAST#'))
    expect(whole).toHaveLength(kept.length)
  })

  it('holds nothing of anybody else', async () => {
    const [guest, other] = [await on.fullGuest(), await on.fullGuest()]
    const text = JSON.stringify((await door.call('exportMe', { limit: 100 }, { token: guest.token })).body)
    for (const secret of [...other.personal, other.memberId, other.used, other.held]) expect(text).not.toContain(secret)
    expect((await door.call('exportMe', {})).body.code).toBe('session.missing')
  })
})
