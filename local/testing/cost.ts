import type { FrontDoor } from './front-door.ts'

/** What one call costs on the hot path: round trips to the table, and write units by AWS's accounting. */
export async function costOf(door: FrontDoor, work: () => Promise<{ status: number }>) {
  const before = door.table.units()
  const { status } = await work()
  const after = door.table.units()
  if (status >= 300) throw new Error(`it was refused with ${status}`)
  return { calls: after.calls - before.calls, write: after.write - before.write }
}
