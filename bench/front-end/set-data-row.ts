import { startStack } from '../../local/journey/stack.ts'
import { built } from '../../local/miniprogram/build.ts'
import { firstRender } from '../../local/miniprogram/first-render.ts'
import { openPackage } from '../../local/miniprogram/package.ts'
import { mostWithin, type Sent } from '../../local/miniprogram/pages.ts'
import { exactly, type Figure, type Row } from '../row.ts'

const mostBytes = 32 * 1024
const mostASecond = 5

/** What every page of the mini-program hands to the view until it stands, by the package that is uploaded. */
export const row: Row = {
  name: 'set-data',
  async take() {
    const folder = await built('weapp')
    const stack = await startStack()
    try {
      const figures: Figure[] = []
      for (const route of openPackage(folder).routes) figures.push(figureFor(await firstRender(stack, folder, route)))
      return figures
    } finally {
      await stack.stop()
    }
  },
}

function figureFor({ route, calls, bytes, first, largest, at }: Sent): Figure {
  const busiest = mostWithin(at, 1000)
  return exactly(bytes, {
    figure: `setData until ${route} stands`,
    ...{ who: 'Footfall', unit: 'bytes' },
    how: `the built package in a bare realm, somebody who is logged in, with all that the page can be about: ${calls} calls, the first ${first} bytes, the largest ${largest}, ${busiest} in the busiest second`,
    goal: {
      words: `≤ ${mostBytes.toLocaleString('en')} bytes a call, ≤ ${mostASecond} calls a second`,
      met: largest <= mostBytes && busiest <= mostASecond,
    },
  })
}
