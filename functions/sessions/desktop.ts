import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { Problem } from '../../shared/problem.ts'
import type { DesktopAsking, DesktopLogin, DesktopPolled } from '../../shared/sessions.ts'
import type { Table } from '../kernel/table/table.ts'
import { sessionFor } from '../members/members.ts'
import { approve, type LoginItem, loginKey, take } from './items.ts'

const livesSeconds = 120
/** An approval in the last second can still be fetched. */
const graceSeconds = 30

/**
 * Two secrets: `ticket` stays in the desktop and fetches the session, `scanTicket` stands in the QR and approves. Who photographs
 * the QR gets no session.
 */
export async function startDesktopLogin(table: Table, device: string | undefined, now: Date): Promise<DesktopLogin> {
  const loginId = randomBytes(12).toString('base64url')
  const [poll, scan] = [secret(), secret()]
  const expiresAt = later(now, livesSeconds)
  const match = String(randomInt(0, 10_000)).padStart(4, '0')
  const item: LoginItem = {
    ...loginKey(loginId),
    loginId,
    pollHash: hashOf(poll),
    scanHash: hashOf(scan),
    match,
    device,
    state: 'waiting',
    askedAt: now.toISOString(),
    expiresAt,
    expires: Math.floor(now.getTime() / 1000) + 3600,
  }
  await table.commit({ put: item, when: 'absent', orElse: () => new Problem('table.busy') })
  const scanTicket = `${loginId}.${scan}`
  const path = `/merchant/pages/desktop/index?ticket=${scanTicket}`
  return { ticket: `${loginId}.${poll}`, scanTicket, path, match, expiresAt }
}

/** Waiting, or the session, once. */
export async function pollDesktopLogin(table: Table, ticket: string, now: Date): Promise<DesktopPolled> {
  const login = await find(table, ticket, ['pollHash'])
  const { loginId, state, expiresAt, memberId, device } = login
  if (state === 'waiting' && expiresAt > now.toISOString()) return { state, expiresAt }
  if (state !== 'approved' || memberId === undefined || later(new Date(expiresAt), graceSeconds) <= now.toISOString())
    throw over()
  const { session, write, opened } = await sessionFor(table, memberId, { channel: 'desktop', device }, now)
  await table.commit(take(loginId, over()), write)
  opened()
  return { state, ...session }
}

/** What asks, for the eyes of whoever scanned. */
export async function getDesktopLogin(table: Table, memberId: string, ticket: string, now: Date): Promise<DesktopAsking> {
  const login = await find(table, ticket, ['scanHash', 'pollHash'])
  const isMine = login.state !== 'waiting' && login.memberId === memberId
  if (!isMine && (login.state !== 'waiting' || login.expiresAt <= now.toISOString())) throw over()
  return shown(login)
}

/** Logs the caller in over there. The ticket of the desktop itself does too: who has it could fetch the session anyway. */
export async function approveDesktopLogin(table: Table, memberId: string, ticket: string, now: Date): Promise<DesktopAsking> {
  const login = await find(table, ticket, ['scanHash', 'pollHash'])
  const [approved] = await table.commit(approve(login, memberId, now.toISOString(), over()))
  return shown(approved as LoginItem)
}

/** A ticket that is wrong, old or used up is one answer. */
async function find(table: Table, ticket: string, hashes: ('pollHash' | 'scanHash')[]): Promise<LoginItem> {
  const [, loginId = '', word = ''] = /^([\w-]{16})\.([\w-]{32})$/.exec(ticket) ?? []
  const login = loginId === '' ? undefined : ((await table.get(loginKey(loginId))) as LoginItem | undefined)
  const hash = Buffer.from(hashOf(word))
  if (!login || !hashes.some((name) => timingSafeEqual(Buffer.from(login[name]), hash))) throw over()
  return login
}

function shown({ device, match, askedAt, expiresAt, state }: LoginItem): DesktopAsking {
  return { device, match, askedAt, expiresAt, state: state === 'waiting' ? 'waiting' : 'approved' }
}

const secret = () => randomBytes(24).toString('base64url')
const hashOf = (word: string) => createHash('sha256').update(`desktop#${word}`).digest('base64url')
const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
const over = () => new Problem('login.ticket_expired', { field: 'ticket' })
