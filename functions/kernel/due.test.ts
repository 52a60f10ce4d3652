import { dueAt, duePlace, type Job, scheduled } from './due.ts'
import { log } from './log.ts'
import { openSqlite } from './table/sqlite.ts'
import type { Item } from './table/table.ts'

it('what fails holds up nothing else that is due, is tried again, and the run says that it failed', async () => {
  const lines: string[] = []
  log.sink = (line) => lines.push(line)
  const table = openSqlite(':memory:')
  const names = Array.from({ length: 40 }, (_, n) => `thing-${n}`)
  const at = new Date('2026-03-01T10:00:00Z')
  for (const name of names)
    await table.commit({ put: { pk: name, sk: 'THING', name, ...dueAt(name, at.toISOString(), 'work') }, when: 'always' })
  let broken = 'thing-7'
  const work: Job = async (item: Item) => {
    if (item.name === broken) throw new Error('it cannot be done')
    const done = { change: { pk: item.pk, sk: item.sk }, set: { done: true }, drop: duePlace, when: 'always' } as const
    await table.commit(done)
  }
  const run = scheduled(table, { work }, () => at)
  const isDone = async (name: string) => (await table.get({ pk: name, sk: 'THING' }))?.done === true
  const open = async () => (await Promise.all(names.map(async (name) => ((await isDone(name)) ? [] : [name])))).flat()
  await expect(run()).rejects.toThrow('1 due items failed')
  expect(await open()).toEqual(['thing-7'])
  expect(lines.filter((line) => line.includes('it cannot be done'))).toHaveLength(1)
  broken = ''
  await run()
  expect(await open()).toEqual([])
  table.close()
})
