import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** One published example: what goes in and what has to come out (../shared/facts/wechatpay.md, section 3). */
export interface Vector {
  id: string
  input: { [name: string]: string } & { headers: { [name: string]: string }; verify_at_unix: number }
  expected: { [name: string]: string } & { fails_with: { [name: string]: string } }
}

const name = 'wechatpay-vectors.json'

/** Beside the project, or beside a folder that it stands in. */
function find(): string | undefined {
  if (process.env.FOOTFALL_FACTS) return join(process.env.FOOTFALL_FACTS, name)
  for (let folder = join(import.meta.dirname, '..', '..'); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(dirname(folder), 'shared', 'facts', name)
    if (existsSync(file)) return file
  }
  return undefined
}

/**
 * WeChat Pay's published examples, by id: a file beside the project, never copied into it, since it holds (published) private keys. Where it
 * is not, says so in one loud line and answers nothing.
 */
export function publishedVectors(): Map<string, Vector> | undefined {
  const file = find()
  if (!file) {
    process.stderr.write(
      `\n!!! NOT TESTED AGAINST WECHAT PAY'S PUBLISHED EXAMPLES: there is no ../shared/facts/${name} !!!\n\n`,
    )
    return undefined
  }
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }
  return new Map(vectors.map((vector) => [vector.id, vector]))
}
