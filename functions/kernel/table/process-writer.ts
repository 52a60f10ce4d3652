import { Problem } from '../../../shared/problem.ts'
import { openSqlite } from './sqlite.ts'

// A process of its own that writes to a table, for processes.test.ts: node process-writer.ts <take|pair> <file> <name> <how many>
const [task, file = '', name = '', howMany = '0'] = process.argv.slice(2)
const table = openSqlite(file)
const soldOut = () => new Problem('input.invalid')

/** Takes one of `left`, again and again, and says at the end how many it got. */
async function take(): Promise<void> {
  let taken = 0
  for (let n = 0; n < Number(howMany); n++) {
    const outcome = await table
      .commit(
        { put: { pk: 'taker', sk: `${name}#${n}` }, when: 'absent', orElse: soldOut },
        { change: { pk: 'stock', sk: 'one' }, add: { left: -1 }, when: { field: 'left', atLeast: 1 }, orElse: soldOut },
      )
      .catch((problem: unknown) => problem)
    if (outcome instanceof Problem) continue
    if (outcome instanceof Error) throw outcome
    taken += 1
  }
  process.stdout.write(`${taken}\n`)
}

/** Writes pairs, several at once, and says each number only when it was acknowledged. */
async function pair(): Promise<void> {
  for (let n = 0; n < Number(howMany); n += 4) {
    const four = [n, n + 1, n + 2, n + 3].map(async (number) => {
      const sk = String(number).padStart(6, '0')
      await table.commit(
        { put: { pk: 'left', sk }, when: 'absent', orElse: soldOut },
        { put: { pk: 'right', sk }, when: 'absent', orElse: soldOut },
      )
      process.stdout.write(`${sk}\n`)
    })
    await Promise.all(four)
  }
}

await (task === 'take' ? take() : pair())
table.close()
