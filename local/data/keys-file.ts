import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSecrets, type Secrets } from '../../functions/kernel/secrets.ts'
import { Refusal } from '../refusal.ts'
import { writeWhole } from './write-whole.ts'

/**
 * This machine's keys: made once and kept beside the data, readable by its user only; without a folder made anew each time. What
 * the payment channels give their merchant is theirs to keep, and put beside the rest at each start.
 */
export function localSecrets(folder: string | undefined, channels: Pick<Secrets, 'wechatPay' | 'alipay'>): Secrets {
  if (folder === undefined) return { ...makeSecrets(), ...channels }
  const file = join(folder, 'keys.json')
  const kept = existsSync(file) ? read(file) : undefined
  if (kept?.pseudonym) return { ...kept, ...channels }
  // A key that a newer version added is made beside the old ones, which stay.
  const { wechatPay: _pay, alipay: _alipay, ...made } = { ...makeSecrets(), ...kept }
  writeWhole(file, `${JSON.stringify(made)}\n`)
  return { ...made, ...channels }
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
