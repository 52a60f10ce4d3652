import { DatabaseSync } from 'node:sqlite'

const busy = 5

/**
 * Takes a lock, or answers undefined where another process has it; what it gives back lets it go. The lock is one of the
 * operating system's, by way of SQLite: it goes with the process that holds it, however that ends, where a file with a process
 * id would lie about after a kill.
 */
export function lockFile(file: string): (() => void) | undefined {
  const held = new DatabaseSync(file, { timeout: 0 })
  try {
    held.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    held.close()
    if ((error as { errcode?: number }).errcode === busy) return undefined
    throw error
  }
  return () => held.close()
}
