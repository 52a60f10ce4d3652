/**
 * Says in one loud line what cannot be tested on this machine, and for want of what: the caller skips it then. In CI nothing is skipped:
 * there it throws.
 */
export function leaveOut(what: string, because: string): void {
  if (process.env.CI) throw new Error(`${what} in CI, where nothing is left out: ${because}`)
  process.stderr.write(`\n!!! ${what}: ${because} !!!\n\n`)
}
