import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { lockFile } from './file-lock.ts'

/** Makes the folder where it is missing, and takes it for this process alone until the answer is called. */
export function takeFolder(folder: string): () => void {
  try {
    makeFolder(folder)
    if (!statSync(folder).isDirectory()) throw new Error('it is a file')
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Refusal(
      `The data folder cannot be written: ${folder} (${(error as Error).message}). Choose another with FOOTFALL_DATA.`,
      error,
    )
  }
  return lock(folder)
}

/** One folder after the other: mkdir's own `recursive` never ends where the file system refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

/** Two stacks on one folder would have two clocks and two pumps. */
function lock(folder: string): () => void {
  const file = join(folder, 'running.lock')
  let release: (() => void) | undefined
  try {
    release = lockFile(file)
  } catch (error) {
    throw new Refusal(
      `The data folder cannot be used: ${file} (${(error as Error).message}). Choose another with FOOTFALL_DATA.`,
      error,
    )
  }
  if (release) return release
  throw new Refusal(
    `The data folder is in use by another Footfall that runs on this machine: ${folder}. Stop that one, or choose another folder with FOOTFALL_DATA.`,
  )
}
