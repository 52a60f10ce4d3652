import { figureOf, type Row } from '../row.ts'
import { startStack } from '../stack.ts'

const rounds = 5

/** From `node local/start.ts` to the first healthy answer, each time with a table that is new. */
export const row: Row = {
  name: 'ready',
  async take() {
    const seconds = []
    for (let round = 0; round < rounds; round++) {
      const stack = await startStack()
      seconds.push(stack.readyMs / 1000)
      await stack.stop()
    }
    const ready = figureOf(seconds, {
      figure: 'process start to first answer, whole local stack',
      ...{
        who: 'Footfall',
        unit: 's',
        how: 'start to GET /health 200: every function, sandbox, seeds, a new table on disk; no web build',
      },
    })
    return [{ ...ready, goal: { words: '≤ 2 s', met: ready.median <= 2 } }]
  },
}
