import { jwtVerify, SignJWT } from 'jose'
import { Problem } from '../../shared/problem.ts'
import { clock } from './clock.ts'
import { newId } from './ids.ts'
import { Recent } from './recent.ts'
import { secrets } from './secrets.ts'
import { algorithm, signingKey, verifyingKey } from './signing.ts'
import type { Item, Key, Table, Write } from './table/table.ts'

const issuer = 'footfall'
const audience = 'footfall-api'
const lifetimeDays = 30
/** An ended session is refused within half a minute: so long a process trusts what it has read. */
const rememberSeconds = 30
const verified = new Recent<Bearer>(10_000)
const recent = new Recent<SessionItem>(20_000)

/** Who a token speaks for. Tokens of an older kind name no session: nothing can end them but their time. */
export interface Bearer {
  memberId: string
  sessionId?: string | undefined
}

/** How somebody is logged in, so that it can be seen and ended. */
export interface SessionItem extends Item {
  sessionId: string
  channel: 'weapp' | 'web' | 'desktop'
  /** In words, such as `Chrome · Windows`. */
  device?: string
  since: string
  /** When the app was last opened with it, to the hour. */
  last: string
  /** When its token ends. */
  until: string
  endedAt?: string
}

export const sessionPrefix = 'SESSION#'
export const sessionKey = (memberId: string, sessionId: string): Key => ({
  pk: `MEMBER#${memberId}`,
  sk: `${sessionPrefix}${sessionId}`,
})

/** A bearer token that says who and in which session, and nothing else: roles are looked up, so that they can be taken away. */
export async function newSession(
  memberId: string,
  from: { channel: SessionItem['channel']; device?: string | undefined },
  now: Date,
): Promise<{ token: string; expiresAt: Date; write: Write; opened: () => void }> {
  const { session } = await secrets()
  const { kid, key } = await signingKey(session)
  const expiresAt = new Date(now.getTime() + lifetimeDays * 86_400_000)
  const sessionId = newId('ses', now)
  const seconds = Math.floor(expiresAt.getTime() / 1000)
  const token = await new SignJWT()
    .setProtectedHeader({ alg: algorithm, kid })
    .setSubject(memberId)
    .setJti(sessionId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(Math.floor(now.getTime() / 1000))
    .setExpirationTime(seconds)
    .sign(key)
  const at = now.toISOString()
  const item: SessionItem = {
    ...sessionKey(memberId, sessionId),
    sessionId,
    ...from,
    since: at,
    last: at,
    until: expiresAt.toISOString(),
    expires: seconds,
  }
  // Its process need neither read what it has just written nor verify what it has just signed.
  const opened = () => {
    keepSession(item, now)
    verified.keep(token, { memberId, sessionId }, expiresAt)
  }
  return { token, expiresAt, write: { put: item, when: 'always' }, opened }
}

/** Who a token speaks for. An Ed25519 verification costs about 150 µs of CPU, so a token that passed is remembered. */
export async function bearerOf(token: string): Promise<Bearer> {
  const now = clock.now()
  const known = verified.get(token, now)
  if (known) return known
  const { session } = await secrets()
  try {
    const { payload } = await jwtVerify(token, (header) => verifyingKey(session, header.kid), {
      algorithms: [algorithm],
      issuer,
      audience,
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    })
    const bearer = { memberId: String(payload.sub), ...(payload.jti !== undefined && { sessionId: String(payload.jti) }) }
    verified.keep(token, bearer, new Date(Number(payload.exp) * 1000))
    return bearer
  } catch (error) {
    // Every way a token can be wrong is one answer: the caller learns nothing about which, and our own metrics do.
    throw refusedSession(whyNot(error))
  }
}

/** In a word, for the metrics: jose's own name for it, or that we have no such key. Never anything of the token itself. */
const whyNot = (error: unknown) => `token.${(error as { code?: string }).code?.slice(4).toLowerCase() ?? 'key'}`

/** session.invalid; `why` is for the metrics alone. */
export const refusedSession = (why: string) => Object.assign(new Problem('session.invalid'), { cause: why })

/** Refuses with session.invalid once the session has been ended. One read, where this process has not asked within half a minute. */
export async function mustBeOpen(table: Table, { memberId, sessionId }: Bearer, now: Date): Promise<void> {
  if (sessionId === undefined) return
  judgeSession(recentSession(sessionId, now) ?? keepSession(await table.get(sessionKey(memberId, sessionId)), now))
}

/** What this process knows of it, at most half a minute old. */
export function recentSession(sessionId: string, now: Date): SessionItem | undefined {
  return recent.get(sessionId, now)
}

export function keepSession(item: Item | undefined, now: Date): SessionItem | undefined {
  const session = item as SessionItem | undefined
  if (session) recent.keep(session.sessionId, session, new Date(now.getTime() + rememberSeconds * 1000))
  return session
}

/** Notes that the app was opened with this session; to the hour, so that it costs next to nothing. */
export async function touchSession(table: Table, { memberId, sessionId }: Bearer, now: Date): Promise<void> {
  const session = sessionId === undefined ? undefined : recentSession(sessionId, now)
  if (!session || Date.parse(session.last) + 3_600_000 > now.getTime()) return
  const [touched] = await table.commit({
    change: sessionKey(memberId, session.sessionId),
    set: { last: now.toISOString() },
    when: { field: 'last', is: session.last },
    orElse: () => 'mine',
  })
  keepSession(touched, now)
}

/** A session that is not there (any more) is over. */
export function judgeSession(session: SessionItem | undefined): void {
  if (!session || session.endedAt !== undefined) throw refusedSession('session.ended')
}
