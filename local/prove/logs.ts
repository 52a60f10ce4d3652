import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What stands in no log, and how it would look. */
const never: [what: string, pattern: RegExp][] = [
  ['a token', /eyJ[\w-]{10,}\.[\w-]{10,}/],
  ['a key', /-----BEGIN|PRIVATE KEY/],
  ['an openid', /"openid"|\b(guest|visitor|fire|storm|seed-(clerk|manager|marketer|operator|guest))-[a-z0-9-]{2,}/],
  ['a session key of WeChat', /session_key/],
  ['a phone number', /(?<![\w.-])1[3-9]\d{9}(?![\w.-])/],
  ['a coordinate', /"(lat|lng|latitude|longitude)"|\b\d{2,3}\.\d{5,}\b/],
]

export interface Scanned {
  lines: number
  /** Each with the file and the line's number; never the line, which would tell it once more. */
  wrong: string[]
}

/** Looks through every log of a run for what people must be able to trust us with. */
export function scanLogs(folder: string): Scanned {
  const kept = join(folder, 'secrets.txt')
  const secrets = existsSync(kept)
    ? new Set<string>(
        readFileSync(kept, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((one) => JSON.parse(one)),
      )
    : []
  let lines = 0
  const wrong: string[] = []
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.log'))) {
    for (const [nth, line] of readFileSync(join(folder, name), 'utf8').split('\n').entries()) {
      // What the start command says to its developer is no log: it is one JSON object a line.
      if (!line.startsWith('{')) continue
      lines += 1
      for (const [what, pattern] of never) if (pattern.test(line)) wrong.push(`${name}:${nth + 1} holds ${what}`)
      for (const secret of secrets) if (line.includes(secret)) wrong.push(`${name}:${nth + 1} holds a secret`)
    }
  }
  return { lines, wrong }
}
