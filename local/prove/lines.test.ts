import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { leaveOut } from '../testing/left-out.ts'
import { promises } from './promises.ts'

const root = join(import.meta.dirname, '..', '..')
const design = join(root, '..', 'shared', 'design', 'reliability.md')

it('no two promises have one name, and each is tried somewhere that is there', () => {
  const names = promises.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { where } of promises) expect(where.length).toBeGreaterThan(0)
  const files = promises.flatMap(({ where }) => where.map(({ file }) => file))
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
})

/** What stands between the things that are promised. */
const joints = /[·;:,.()\-*\s]+|\band\b/g

/** The words of the lists that no promise names. */
export function unnamed(text: string): string[] {
  const body = text.slice(text.indexOf('\n', text.indexOf('## Races'))).replace(/^##.*$/gm, '\u0000')
  let rest = body.replace(/^- /gm, '\u0000').replace(/\s+/g, ' ')
  const lines = promises.flatMap((one) => one.lines).sort((a, b) => b.length - a.length)
  for (const line of lines) rest = rest.replace(line, '\u0000')
  return rest
    .split('\u0000')
    .map((one) => one.replace(joints, ' ').trim())
    .filter(Boolean)
}

const there = existsSync(design)
if (!there) leaveOut('NOT HELD AGAINST reliability.md', `there is no ${design}`)
const beside = there ? it : it.skip
beside('every word of reliability.md’s lists is some promise’s', () => {
  expect(unnamed(readFileSync(design, 'utf8'))).toEqual([])
})
beside('a line that is added there and kept by nobody is found', () => {
  const text = readFileSync(design, 'utf8')
  expect(unnamed(text.replace('stock ·', 'stock · teleport twice ·'))).toEqual(['teleport twice'])
  expect(unnamed(`${text}\n- Quantum: never observed.\n`)).toEqual(['Quantum never observed'])
})
