import { built } from '../../local/miniprogram/build.ts'
import { openPackage, type Part } from '../../local/miniprogram/package.ts'
import { exactly, type Figure, type Row } from '../row.ts'

const kilobyte = 1024
const mostMain = 400 * kilobyte
const mostOther = 250 * kilobyte

/** What a phone downloads before the first page, and for each part that comes later, by what it is made of. */
export const row: Row = {
  name: 'packages',
  async take() {
    const parts = openPackage(await built('weapp')).parts()
    return Object.entries(parts).map(([root, bytes]) => figureFor(root, bytes))
  },
}

function figureFor(root: string, bytes: { [part in Part]: number }): Figure {
  const most = root === '' ? mostMain : mostOther
  const all = Object.values(bytes).reduce((sum, part) => sum + part, 0)
  const said = Object.entries(bytes).filter(([, part]) => part > 0)
  return exactly(all, {
    figure: root === '' ? 'mini-program, main package' : `mini-program, package ${root}`,
    ...{ who: 'Footfall', unit: 'bytes' },
    how: `production build, limit 2,097,152: ${said.map(([part, size]) => `${part} ${size.toLocaleString('en')}`).join(', ')}`,
    goal: { words: `≤ ${most / kilobyte} KB`, met: all <= most },
  })
}
