import { Problem } from '../../shared/problem.ts'
import { dueAt } from '../kernel/due.ts'
import { pseudonym } from '../kernel/pseudonym.ts'
import { secrets } from '../kernel/secrets.ts'
import { keepSession, sessionPrefix } from '../kernel/session.ts'
import { type StaffItem, staffKey } from '../kernel/staff.ts'
import type { Item, Table, Write } from '../kernel/table/table.ts'
import {
  consentsKey,
  type ErasureItem,
  erasureKey,
  type MemberItem,
  memberKey,
  numberKey,
  openidKey,
  type ProfileItem,
  profileKey,
  removeProfile,
} from './items.ts'
import { endPhones } from './phones.ts'

const races = 5

/**
 * What stays of a member's partition: the stub, the claims and orders whose places are the limit per member, the counts of a day, and what was paid
 * for: money in flight still arrives, and the ledger is checked against it.
 */
const stays = /^(MEMBER|ERASURE)$|^(COUPON|GIVEN|ORDER|REFUND|VOUCHER)#/

/** A place that is held for some days, and that the table then forgets by itself. */
const isStub = ({ erasedAt, expires }: Item) => erasedAt !== undefined && expires !== undefined

/**
 * Takes the person out of the table, in one commit: openid, number, name, phone, consents. The keyed hash that leads to the memberId stays,
 * so that limits per person go on counting (docs/decisions/0015). Refuses with member.on_staff while the member works for a
 * merchant. Answers when it was, to a repeat too.
 */
export async function erasePerson(table: Table, memberId: string, now: Date): Promise<string> {
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    const kept = await table.getMany([memberKey(memberId), profileKey(memberId), staffKey(memberId)])
    const at = (sk: string) => kept.find((item) => item.sk === sk)
    const member = at(memberKey(memberId).sk) as MemberItem | undefined
    if (!member) throw new Problem('session.invalid')
    if (member.erasedAt !== undefined) return member.erasedAt
    const staff = at(staffKey(memberId).sk) as StaffItem | undefined
    if (staff && staff.state !== 'revoked') throw new Problem('member.on_staff')
    const erasedAt = now.toISOString()
    try {
      await table.commit(
        ...(await replaceMember(member, erasedAt, moved)),
        ...removeProfile(memberId, at(profileKey(memberId).sk) as ProfileItem | undefined, moved),
        { remove: consentsKey(memberId), when: 'always' },
      )
      return erasedAt
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

async function replaceMember(member: MemberItem, erasedAt: string, moved: Problem): Promise<Write[]> {
  const { memberId, number, openid } = member
  const { wechat } = await secrets()
  const gone: MemberItem = { ...memberKey(memberId), memberId, number: '', since: '', erasedAt }
  const begun: ErasureItem = { ...erasureKey(memberId), memberId, erasedAt, ...dueAt(memberId, erasedAt, 'erasure') }
  const pointer = openid === undefined ? undefined : openidKey(await pseudonym('openid', wechat.appid, openid))
  return [
    { put: gone, when: { field: 'number', is: number }, orElse: () => moved },
    { put: begun, when: 'always' },
    { remove: numberKey(number), when: 'always' },
    ...(pointer ? [{ change: pointer, set: { erasedAt }, when: 'present' as const, orElse: () => moved }] : []),
  ]
}

/**
 * Removes whatever else is kept with the member: what nobody thought of is erased, not kept. A session that is not there is over, in
 * this process at once, in others when they ask again.
 */
export async function eraseTheRest(table: Table, memberId: string, now: Date): Promise<void> {
  const { pk } = memberKey(memberId)
  await endPhones(table, memberId)
  let cursor: string | undefined
  do {
    const page = await table.query({ pk, limit: 100, cursor })
    const gone = page.items.filter((item) => !stays.test(item.sk) && !isStub(item))
    if (gone.length > 0) await table.commit(...gone.map(({ sk }) => ({ remove: { pk, sk }, when: 'always' as const })))
    for (const item of gone.filter(({ sk }) => sk.startsWith(sessionPrefix)))
      keepSession({ ...item, endedAt: now.toISOString() }, now)
    cursor = page.cursor
  } while (cursor !== undefined)
}

/** Nothing is left to do; from now on the person may come back. */
export async function endErasure(table: Table, memberId: string): Promise<void> {
  await table.commit({ remove: erasureKey(memberId), when: 'always' })
}
