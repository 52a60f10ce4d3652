/** When to ask for the next code: ahead of the end, so that no clerk ever scans a dead one. Pure. */
export function nextRefresh(expiresAt: number, now: number): number {
  const left = expiresAt - now
  if (!Number.isFinite(left)) return 15_000
  const ahead = Math.min(12_000, left * 0.25)
  return Math.max(1_000, left - ahead)
}
