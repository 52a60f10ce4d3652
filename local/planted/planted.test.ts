import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mistakes } from './mistakes.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

it.each(mistakes.map((one) => [one.mistake, one] as const))('%s can still be planted', (_, { plants }) => {
  for (const { file, from } of plants)
    expect({ file, from, times: read(file).split(from).length - 1 }).toEqual({ file, from, times: 1 })
})

it('and the decision lists each of them with what catches it', () => {
  const rows = mistakes.map(({ mistake, suite, test }) => `| ${mistake} | \`${suite}\` | ${test} |`)
  expect(rows.filter((row) => !read('docs/decisions/0031-planted-mistakes.md').includes(row))).toEqual([])
})
