import { randomInt } from 'node:crypto'
import type { Me, Session, Staff as StaffShown } from '../../shared/members.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { newId } from '../kernel/ids.ts'
import { pseudonym } from '../kernel/pseudonym.ts'
import { openSession } from '../kernel/session.ts'
import { type Staff, type StaffItem, staffKey } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import {
  type MemberItem,
  memberKey,
  numberKey,
  type OpenidItem,
  openidKey,
  type ProfileItem,
  profileKey,
  putMember,
} from './items.ts'
import { type ProfileChange, saveWhatIsTold } from './profile.ts'

export { hasConsent, listConsents, setConsent } from './consents.ts'
export { type MemberItem, memberKey, numberKey } from './items.ts'
export { findByNameAndPhone } from './profile.ts'
export { mustPassCheck } from './words.ts'

/** 10^8 numbers: below some ten million members a fresh one is free at the first or second try. */
const numberTries = 20

/**
 * The member behind an openid; a new openid becomes a new member, once, however many calls come at the same time. Who erased everything
 * and comes back is new in everything but the place in the table, where what was claimed still counts.
 */
export async function memberBehind(table: Table, appid: string, openid: string, now: Date): Promise<string> {
  const key = openidKey(await pseudonym('openid', appid, openid))
  const known = (await table.get(key)) as OpenidItem | undefined
  if (known && known.erasedAt === undefined) return known.memberId
  const memberId = known?.memberId ?? newId('mbr', now)
  const taken = new Problem('table.busy')
  for (let tries = 0; tries < numberTries; tries++) {
    const number = String(randomInt(10_000_000, 100_000_000))
    try {
      const member = { memberId, number, since: now.toISOString(), openid }
      const [pointer] = await table.commit(...putMember(member, { ...key, memberId }, known, taken))
      return (pointer as OpenidItem).memberId
    } catch (error) {
      if (error !== taken) throw error
    }
  }
  throw taken
}

/** A session for the member, with the roles as they are now. */
export async function openSessionFor(table: Table, memberId: string, now: Date): Promise<Session> {
  const [{ token, expiresAt }, staff] = await Promise.all([openSession(memberId, now), findStaff(table, memberId)])
  return { token, memberId, roles: rolesOf(staff), expiresAt: expiresAt.toISOString() }
}

export async function getMe(table: Table, memberId: string, language: Language): Promise<Me> {
  const [own, staff] = await Promise.all([
    table.getMany([memberKey(memberId), profileKey(memberId)]),
    findStaff(table, memberId),
  ])
  const member = own.find((item) => item.sk === memberKey(memberId).sk) as MemberItem | undefined
  const profile = own.find((item) => item.sk === profileKey(memberId).sk) as ProfileItem | undefined
  if (!member?.number) throw new Problem('session.invalid')
  const active = staff?.state === 'active' ? staff : undefined
  return {
    memberId,
    maskedName: maskedName(member.number, language),
    nickname: profile?.nickname,
    phone: profile?.phone,
    staffName: active?.name,
    merchantName: active?.merchantName,
    roles: rolesOf(staff),
    since: member.since,
  }
}

/** Keeps what the caller tells, and answers who that is now. */
export async function updateMe(table: Table, memberId: string, change: ProfileChange, language: Language): Promise<Me> {
  await saveWhatIsTold(table, memberId, change)
  return getMe(table, memberId, language)
}

/** The member whose typed codes begin with these eight digits. */
export async function memberByNumber(table: Table, number: string): Promise<string | undefined> {
  const pointer = await table.get(numberKey(number))
  return pointer?.memberId as string | undefined
}

/** How a counter calls its guests, in one read of at most 100. */
export async function maskedMembers(table: Table, memberIds: string[], language: Language): Promise<Map<string, string>> {
  const members = (await table.getMany([...new Set(memberIds)].map(memberKey))) as MemberItem[]
  return new Map(members.map((member) => [member.memberId, maskedName(member.number, language)]))
}

/** How a counter calls a guest: the last four digits only. Who erased everything has none. */
export function maskedName(number: string, language: Language): string {
  if (number === '') return language === 'zh' ? '已注销会员' : 'Erased member'
  return `${language === 'zh' ? '会员' : 'Member'} ··${number.slice(-4)}`
}

export async function listStaff(table: Table, manager: Staff, question: { limit?: number; cursor?: string }) {
  const page = await table.query({ index: 'list', pk: `STAFF#${manager.merchantId}`, ...question })
  return { items: (page.items as StaffItem[]).map(staffShown), nextCursor: page.cursor }
}

/** Ends every role of one of the merchant's clerks and managers; not one's own. */
export async function revokeStaff(table: Table, manager: Staff, memberId: string): Promise<StaffShown> {
  const unknown = new Problem('staff.not_found')
  const found = await findStaff(table, memberId)
  if (found?.merchantId !== manager.merchantId) throw unknown
  const isAbove = found.roles.some(({ role }) => role !== 'clerk' && role !== 'manager')
  if (isAbove || memberId === manager.memberId) throw new Problem('role.forbidden')
  const [revoked] = await table.commit({
    change: staffKey(memberId),
    set: { state: 'revoked' },
    when: { field: 'merchantId', is: manager.merchantId },
    orElse: () => unknown,
  })
  return staffShown(revoked as StaffItem)
}

async function findStaff(table: Table, memberId: string): Promise<StaffItem | undefined> {
  return (await table.get(staffKey(memberId))) as StaffItem | undefined
}

const rolesOf = (staff: StaffItem | undefined) => (staff?.state === 'active' ? staff.roles : [])

function staffShown({ memberId, name, roles, state }: StaffItem): StaffShown {
  return { memberId, name, roles, state }
}
