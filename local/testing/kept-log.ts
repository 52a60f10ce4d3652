import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

/** FOOTFALL_LOGS names a folder in which every line that any test logs is kept, for who looks through all of them (local/prove/logs.ts). */
const folder = process.env.FOOTFALL_LOGS

export function keepLog(line: string): void {
  if (folder) appendFileSync(join(folder, `${process.pid}.log`), `${line}\n`)
}

/** What none of those lines may hold: every secret that this process has made for itself, whole. */
export function keepSecrets(made: unknown): void {
  if (!folder) return
  const found = new Set<string>()
  const walk = (value: unknown, name = '') => {
    if (typeof value === 'string' && value.length >= 16 && !/^(appid|mchid|serial|kid|templates?)$/i.test(name))
      found.add(value)
    else if (typeof value === 'object' && value !== null)
      for (const [inner, one] of Object.entries(value)) if (inner !== 'templates') walk(one, inner)
  }
  walk(made)
  appendFileSync(join(folder, 'secrets.txt'), [...found].map((one) => `${JSON.stringify(one)}\n`).join(''))
}
