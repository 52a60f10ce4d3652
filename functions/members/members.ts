import { randomInt } from 'node:crypto'
import type { Me, Session } from '../../shared/members.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { newId } from '../kernel/ids.ts'
import { pseudonym } from '../kernel/pseudonym.ts'
import { type Bearer, newSession, type SessionItem, touchSession } from '../kernel/session.ts'
import { dutyOf, type StaffItem, staffKey } from '../kernel/staff.ts'
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
export { endErasure, erasePerson, eraseTheRest } from './erasure.ts'
export { type ErasureItem, type MemberItem, memberKey, numberKey } from './items.ts'
export { accountsOn, phoneKeyOf, registerPhone } from './phones.ts'
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

/** How WeChat knows a member under our app; undefined for who erased everything. Goes to WeChat and nowhere else. */
export async function openidOfMember(table: Table, memberId: string): Promise<string | undefined> {
  return ((await table.get(memberKey(memberId))) as MemberItem | undefined)?.openid
}

/** Where somebody logs in from; the device in words. */
export interface LoginFrom {
  channel: SessionItem['channel']
  device?: string | undefined
}

/** A session for the member, with the roles as they are now. */
export async function openSessionFor(
  table: Table,
  memberId: string,
  now: Date,
  from: LoginFrom = { channel: 'weapp' },
): Promise<Session> {
  const { session, write, opened } = await sessionFor(table, memberId, from, now)
  await table.commit(write)
  opened()
  return session
}

/** The same with the write still to be committed, for whom it must not be apart from what allows it. */
export async function sessionFor(table: Table, memberId: string, from: LoginFrom, now: Date) {
  const [{ token, expiresAt, write, opened }, staff] = await Promise.all([
    newSession(memberId, from, now),
    findStaff(table, memberId),
  ])
  return { session: { token, memberId, roles: rolesOf(staff), expiresAt: expiresAt.toISOString() }, write, opened }
}

export async function getMe(table: Table, { memberId, sessionId }: Bearer, language: Language, now: Date): Promise<Me> {
  const [own, staff] = await Promise.all([
    table.getMany([memberKey(memberId), profileKey(memberId)]),
    findStaff(table, memberId),
    touchSession(table, { memberId, sessionId }, now),
  ])
  const member = own.find((item) => item.sk === memberKey(memberId).sk) as MemberItem | undefined
  const profile = own.find((item) => item.sk === profileKey(memberId).sk) as ProfileItem | undefined
  if (!member?.number) throw new Problem('session.invalid')
  const active = staff?.state === 'active' ? staff : undefined
  const duty = active && dutyOf(active, now)
  return {
    memberId,
    maskedName: maskedName(member.number, language),
    nickname: profile?.nickname,
    phone: profile?.phone,
    staffName: active?.name,
    merchantName: active?.merchantName,
    roles: rolesOf(staff),
    duty: duty && { storeId: duty.storeId, since: duty.since },
    since: member.since,
  }
}

/** Keeps what the caller tells, and answers who that is now. */
export async function updateMe(
  table: Table,
  bearer: Bearer,
  change: ProfileChange,
  language: Language,
  now: Date,
): Promise<Me> {
  await saveWhatIsTold(table, bearer.memberId, change)
  return getMe(table, bearer, language, now)
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

async function findStaff(table: Table, memberId: string): Promise<StaffItem | undefined> {
  return (await table.get(staffKey(memberId))) as StaffItem | undefined
}

const rolesOf = (staff: StaffItem | undefined) => (staff?.state === 'active' ? staff.roles : [])
