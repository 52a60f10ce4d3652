import type { Change } from '../kernel/feed.ts'
import { type EntryItem, entryPrefix } from './items.ts'

export { type EntryItem, exceptionOfEntry } from './items.ts'

/** An entry of a device's queue that has just turned out to be a conflict. */
export function conflictIn(change: Change): EntryItem | undefined {
  if (!change.new?.sk.startsWith(entryPrefix) || !change.new.pk.startsWith('DEVICE#')) return undefined
  const entry = change.new as EntryItem
  return entry.state === 'conflict' && change.old?.state !== 'conflict' ? entry : undefined
}
