import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSecrets, type Secrets } from '../../functions/kernel/secrets.ts'
import { Refusal } from '../refusal.ts'
import { writeWhole } from './write-whole.ts'

/** This machine's keys: made once and kept beside the data, readable by its user only; without a folder made anew each time. */
export function localSecrets(folder: string | undefined): Secrets {
  if (folder === undefined) return makeSecrets()
  const file = join(folder, 'keys.json')
  const kept = existsSync(file) ? read(file) : undefined
  if (kept?.pseudonym) return kept
  // A key that a newer version added is made beside the old ones, which stay.
  const made = { ...makeSecrets(), ...kept }
  writeWhole(file, `${JSON.stringify(made)}\n`)
  return made
}

function read(file: string): Secrets {
  const advice = 'Restore it, or delete it and everybody has to log in again.'
  let keys: Partial<Secrets> | null
  try {
    keys = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets> | null
  } catch (error) {
    throw new Refusal(`The saved keys cannot be read: ${file} (${(error as Error).message}). ${advice}`, error)
  }
  const { session, code, typed, wechat } = keys ?? {}
  if (!session?.current || !code?.current || !typed || !wechat?.appid || !wechat.secret)
    throw new Refusal(`The saved keys are damaged: ${file}. ${advice}`)
  return keys as Secrets
}
