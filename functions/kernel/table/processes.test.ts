import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { openSqlite } from './sqlite.ts'
import type { Item, Table } from './table.ts'

describe('a table in one file', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'footfall-table-'))
    file = join(folder, 'footfall.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('is made once when several processes open it at the same moment', async () => {
    const ends = await Promise.all(['a', 'b', 'c'].map((name) => end(writer('pair', file, name, 0))))
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0])
  })

  test('keeps a limit that two processes write against', async () => {
    const table = openSqlite(file)
    await table.commit({ put: { pk: 'stock', sk: 'one', left: 300 }, when: 'always' })
    const ends = await Promise.all(['a', 'b'].map((name) => end(writer('take', file, name, 250))))
    const taken = ends.map(({ said }) => Number(said))
    expect(taken.reduce((sum, each) => sum + each, 0)).toBe(300)
    expect(await table.get({ pk: 'stock', sk: 'one' })).toMatchObject({ left: 0 })
    expect(await allOf(table, 'taker')).toHaveLength(300)
    expect(table.changesAfter(0, 1_000)).toHaveLength(1 + 2 * 300)
    table.close()
  }, 30_000)

  test.each([40, 333, 700])(
    'has everything that was acknowledged, and no half of a commit, after kill -9 at the %i. of a thousand',
    async (at) => {
      const child = writer('pair', file, 'a', 1_000)
      let lines = 0
      child.stdout.on('data', (text: Buffer) => {
        lines += text.toString().split('\n').length - 1
        if (lines >= at) child.kill('SIGKILL')
      })
      const { said, signal } = await end(child)
      const acknowledged = said.split('\n').slice(0, -1)
      expect(signal).toBe('SIGKILL')
      const table = openSqlite(file)
      const [left, right] = [await allOf(table, 'left'), await allOf(table, 'right')]
      table.close()
      expect(left.length).toBeGreaterThanOrEqual(at)
      expect(left).toEqual(right)
      expect(left).toEqual(expect.arrayContaining(acknowledged))
    },
    30_000,
  )
})

function writer(
  task: 'take' | 'pair',
  file: string,
  name: string,
  howMany: number,
): ChildProcessByStdio<null, Readable, Readable> {
  const script = join(import.meta.dirname, 'process-writer.ts')
  const args = ['--disable-warning=ExperimentalWarning', script, task, file, name, String(howMany)]
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** What the process said until it ended; its own complaint is shown where it failed by itself. */
async function end(child: ChildProcessByStdio<null, Readable, Readable>) {
  let said = ''
  let complaint = ''
  child.stdout.on('data', (text: Buffer) => {
    said += text
  })
  child.stderr.on('data', (text: Buffer) => {
    complaint += text
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...outcome) => resolve(outcome)),
  )
  if (code) throw new Error(complaint)
  return { said, code, signal }
}

async function allOf(table: Table, pk: string): Promise<string[]> {
  const found: Item[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk, cursor })
    found.push(...page.items)
    cursor = page.cursor
  } while (cursor)
  return found.map(({ sk }) => sk)
}
