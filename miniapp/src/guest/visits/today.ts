import { serverNow } from '../../api/clock'

/** Today on the clock of whoever reads, by the server's instant. */
export function serverDay(): string {
  const now = serverNow()
  return new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
