import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { exactly, type Figure, type Row } from '../row.ts'

const events = 60_000

/** The log counted anew, a short one; `node --expose-gc bench/replay.ts` takes a million. */
export const row: Row = {
  name: 'replay',
  async take({ long, some }) {
    const total = long ? 1_000_000 : some(events)
    const file = join(import.meta.dirname, '..', 'replay.ts')
    const args = ['--expose-gc', '--disable-warning=ExperimentalWarning', file, String(total)]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    const told = JSON.parse(stdout)
    const figure = (figure: string, value: number, unit: string, how: string): Figure =>
      exactly(value, { figure, who: 'Footfall', unit, how })
    const wrong = figure(
      'sums that differ after a replay',
      told.cellsThatDiffer,
      '',
      'days of promotions, against what the generator made',
    )
    const memory = figure(
      'memory at the end of a replay ÷ after a tenth of it',
      told.residentMbAtTheEnd / told.residentMbAfterATenth,
      'x',
      `${told.residentMbAfterATenth} and ${told.residentMbAtTheEnd} MB resident after collecting garbage`,
    )
    return [
      figure(
        'events counted anew a second',
        told.eventsASecond,
        '/s',
        `a log of ${total.toLocaleString('en')} events on disk, once`,
      ),
      { ...wrong, goal: { words: '0', met: told.cellsThatDiffer === 0 } },
      memory,
    ]
  },
}
