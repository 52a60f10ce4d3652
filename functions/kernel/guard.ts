import { Problem } from '../../shared/problem.ts'
import { fingerprint } from './ids.ts'
import type { Write } from './table/table.ts'

/**
 * For an effect that has no key of its own (a new promotion): the caller's Idempotency-Key becomes an item in the same commit,
 * naming what was made. A repeat finds it ('mine') and is answered with that; the same key with another body is refused.
 */
export function guard(memberId: string, operation: string, key: string, body: unknown, madeId: string): Write {
  const hash = fingerprint(body)
  return {
    put: { pk: `KEY#${memberId}`, sk: `${operation}#${key}`, hash, madeId },
    when: 'absent',
    orElse: (old) => (old?.hash === hash ? 'mine' : new Problem('idempotency.mismatch', { field: 'Idempotency-Key' })),
  }
}
