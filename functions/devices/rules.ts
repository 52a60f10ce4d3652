import { offlineHours } from '../../shared/offline.ts'

/**
 * When an entry counts as made: by our clock, as far as the device's was off when it sent; never before it was last in touch, and never
 * ahead of now. So who sets a clock back gains at most what lies since the device was last seen.
 */
export function judgedAt(madeAt: string, driftMs: number, grantedAt: string, now: Date): Date {
  const at = Date.parse(madeAt) + driftMs
  return new Date(Math.min(Math.max(at, Date.parse(grantedAt)), now.getTime()))
}

/** Without network for so long a device may not redeem any more. */
export const grantEnds = (grantedAt: string) => new Date(Date.parse(grantedAt) + offlineHours * 3_600_000)
