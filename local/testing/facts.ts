import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { leaveOut } from './left-out.ts'

/** One published example: what goes in and what has to come out (../shared/facts/wechatpay.md, section 3). */
export interface Vector {
  id: string
  input: { [name: string]: string } & { headers: { [name: string]: string }; verify_at_unix: number }
  expected: { [name: string]: string } & { fails_with: { [name: string]: string } }
}

const name = 'wechatpay-vectors.json'

/** Beside the project, and beside every folder that it stands in. */
function around(): string[] {
  const folders: string[] = []
  for (let folder = join(import.meta.dirname, '..', '..'); folder !== dirname(folder); folder = dirname(folder)) {
    folders.push(join(dirname(folder), 'shared', 'facts'))
  }
  return folders
}

/**
 * WeChat Pay's published examples, by id: a file beside the project, never copied into it, since it holds (published) private keys. Where it
 * is not, says so in one loud line and answers nothing; in CI it throws.
 */
export function publishedVectors(folders = around()): Map<string, Vector> | undefined {
  const said = process.env.FOOTFALL_FACTS
  const file = said ? join(said, name) : folders.map((folder) => join(folder, name)).find(existsSync)
  if (!file) {
    leaveOut("NOT TESTED AGAINST WECHAT PAY'S PUBLISHED EXAMPLES", `there is no ../shared/facts/${name}`)
    return undefined
  }
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }
  return new Map(vectors.map((vector) => [vector.id, vector]))
}
