import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One published example: what goes in and what has to come out (../shared/facts/wechatpay.md, section 3). */
export interface Vector {
  id: string
  input: { [name: string]: string } & { headers: { [name: string]: string }; verify_at_unix: number }
  expected: { [name: string]: string } & { fails_with: { [name: string]: string } }
}

const file = join(
  process.env.FOOTFALL_FACTS ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'facts'),
  'wechatpay-vectors.json',
)

/**
 * WeChat Pay's published examples, by id: a file beside the project, never copied into it, since it holds (published) private keys. Where it
 * is not, says so in one loud line and answers nothing; in CI it has to be there.
 */
export function publishedVectors(): Map<string, Vector> | undefined {
  if (existsSync(file)) {
    const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }
    return new Map(vectors.map((vector) => [vector.id, vector]))
  }
  if (process.env.CI === 'true') throw new Error(`CI needs WeChat Pay's published examples: ${file}`)
  process.stderr.write(`\n!!! NOT TESTED AGAINST WECHAT PAY'S PUBLISHED EXAMPLES: there is no ${file} !!!\n\n`)
  return undefined
}
