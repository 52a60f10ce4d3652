import type { Problem } from '../../shared/problem.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'

/** A desktop that waits for a phone. Neither of its two secrets is kept, only their hashes. */
export interface LoginItem extends Item {
  loginId: string
  pollHash: string
  scanHash: string
  match: string
  device?: string
  state: 'waiting' | 'approved' | 'taken'
  askedAt: string
  expiresAt: string
  /** Who approved. */
  memberId?: string
}

export const loginKey = (loginId: string): Key => ({ pk: `LOGIN#${loginId}`, sk: 'LOGIN' })

/** One phone approves, once, in time. */
export function approve({ loginId, device }: LoginItem, memberId: string, at: string, over: Problem): Write {
  return {
    change: loginKey(loginId),
    // The device again, for the audit log to tell.
    set: { state: 'approved', memberId, ...(device !== undefined && { device }) },
    when: {
      all: [
        { field: 'state', is: 'waiting' },
        { field: 'expiresAt', above: at },
      ],
    },
    orElse: (old) => (old?.state !== 'waiting' && old?.memberId === memberId ? 'mine' : over),
  }
}

/** The session is handed out once. */
export function take(loginId: string, over: Problem): Write {
  return {
    change: loginKey(loginId),
    set: { state: 'taken' },
    when: { field: 'state', is: 'approved' },
    orElse: () => over,
  }
}
