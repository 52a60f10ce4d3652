import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { type ChannelKeys, makeChannelKeys } from '../sandbox/pay/keys.ts'
import { writeWhole } from './write-whole.ts'

/** The keys of the channels that the sandbox stands for: made once and kept in the folder; without a folder made anew each time. */
export async function channelKeys(folder: string | undefined, now: Date): Promise<ChannelKeys> {
  if (folder === undefined) return makeChannelKeys(now)
  const file = join(folder, 'channel-keys.json')
  if (existsSync(file)) return read(file)
  const made = await makeChannelKeys(now)
  mkdirSync(folder, { recursive: true })
  writeWhole(file, `${JSON.stringify(made)}\n`)
  return made
}

function read(file: string): ChannelKeys {
  const advice = 'Restore it, or delete it: payments that are under way are then lost to both sides.'
  let keys: Partial<ChannelKeys> | null
  try {
    keys = JSON.parse(readFileSync(file, 'utf8')) as Partial<ChannelKeys> | null
  } catch (error) {
    throw new Refusal(`The keys of the payment sandbox cannot be read: ${file} (${(error as Error).message}). ${advice}`, error)
  }
  if (!keys?.wechatPay?.pinned?.privateKey || !keys.alipay?.own?.privateKey)
    throw new Refusal(`The keys of the payment sandbox are damaged: ${file}. ${advice}`)
  return keys as ChannelKeys
}
