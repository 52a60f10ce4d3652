import { refusedASecond } from '../forged.ts'
import { figureOf, type Row } from '../row.ts'

/** A flood of forged payment callbacks, with genuine ones among them that must get through. */
export const row: Row = {
  name: 'forged',
  async take() {
    const how = '1,000 at once in one process, one in fifty genuine and kept, signatures verified, SQLite in memory'
    return [
      figureOf(await refusedASecond(3), { figure: 'forged callbacks refused a second', who: 'Footfall', unit: '/s', how }),
    ]
  },
}
