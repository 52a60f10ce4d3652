import { Problem } from '../../shared/problem.ts'
import type { OpenSession } from '../../shared/sessions.ts'
import { keepSession, type SessionItem, sessionKey, sessionPrefix } from '../kernel/session.ts'
import type { Table } from '../kernel/table/table.ts'

/** Where the member is logged in, newest first. */
export async function listSessions(
  table: Table,
  memberId: string,
  current: string | undefined,
  question: { limit?: number | undefined; cursor?: string | undefined },
  now: Date,
): Promise<{ items: OpenSession[]; nextCursor: string | undefined }> {
  const { limit } = question
  let { cursor } = question
  let open: SessionItem[]
  // A page of ended ones is no answer to a person.
  do {
    const page = await table.query({ pk: `MEMBER#${memberId}`, prefix: sessionPrefix, backward: true, limit, cursor })
    open = (page.items as SessionItem[]).filter(({ endedAt, until }) => endedAt === undefined && until > now.toISOString())
    cursor = page.cursor
  } while (open.length === 0 && cursor !== undefined)
  const items = open.map(({ sessionId, channel, device, since, last }) => {
    return { sessionId, channel, device, since, last, current: sessionId === current }
  })
  return { items, nextCursor: cursor }
}

/** Ends one of the member's own; every process learns it within half a minute, this one at once. */
export async function endSession(table: Table, memberId: string, sessionId: string, now: Date): Promise<{ sessionId: string }> {
  const [ended] = await table.commit({
    change: sessionKey(memberId, sessionId),
    set: { endedAt: now.toISOString() },
    when: {
      all: [
        { field: 'sessionId', is: sessionId },
        { field: 'endedAt', has: false },
      ],
    },
    orElse: (old) => (old ? 'mine' : new Problem('session.not_found', { field: 'sessionId' })),
  })
  keepSession(ended, now)
  return { sessionId }
}

export async function logout(
  table: Table,
  memberId: string,
  sessionId: string | undefined,
  now: Date,
): Promise<{ ended: boolean }> {
  // A token of an older kind names no session: forgetting it is all there is to do.
  if (sessionId === undefined) return { ended: false }
  await endSession(table, memberId, sessionId, now)
  return { ended: true }
}
