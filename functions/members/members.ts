import { randomInt } from 'node:crypto'
import type { Me, Session, Staff as StaffShown } from '../../shared/members.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { newId } from '../kernel/ids.ts'
import { openSession } from '../kernel/session.ts'
import { type Staff, type StaffItem, staffKey } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { type MemberItem, memberKey, numberKey, type OpenidItem, openidKey, putMember } from './items.ts'

export { type MemberItem, memberKey, numberKey } from './items.ts'

/** 10^8 numbers: below some ten million members a fresh one is free at the first or second try. */
const numberTries = 20

/** The member behind an openid; a new openid becomes a new member, once, however many calls come at the same time. */
export async function memberBehind(table: Table, appid: string, openid: string, now: Date): Promise<string> {
  const key = openidKey(appid, openid)
  const known = (await table.get(key)) as OpenidItem | undefined
  if (known) return known.memberId
  const memberId = newId('mbr', now)
  const taken = new Problem('table.busy')
  for (let tries = 0; tries < numberTries; tries++) {
    const number = String(randomInt(10_000_000, 100_000_000))
    try {
      const member = { memberId, number, since: now.toISOString() }
      const [pointer] = await table.commit(...putMember(member, { ...key, memberId }, taken))
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
  const [member, staff] = await Promise.all([findMember(table, memberId), findStaff(table, memberId)])
  if (!member) throw new Problem('session.invalid')
  const active = staff?.state === 'active' ? staff : undefined
  return {
    memberId,
    maskedName: maskedName(member.number, language),
    staffName: active?.name,
    merchantName: active?.merchantName,
    roles: rolesOf(staff),
    since: member.since,
  }
}

async function findMember(table: Table, memberId: string): Promise<MemberItem | undefined> {
  return (await table.get(memberKey(memberId))) as MemberItem | undefined
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

/** How a counter calls a guest: the last four digits only. */
export function maskedName(number: string, language: Language): string {
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
