import { greatRush } from '../../local/simulation/scenarios.ts'
import { inOneCommit, inTwoWrites } from './designs/counters.ts'
import { crowdOn } from './designs/crowd.ts'
import type { Design } from './designs/design.ts'
import { queue } from './designs/queue.ts'
import { slotsInBlocks } from './designs/slots.ts'

/** What eight small rushes with lost answers and crashes sold of 200. */
async function soldBy(design: Design): Promise<number[]> {
  const sold: number[] = []
  for (let seed = 1; seed <= 8; seed++) {
    const faults = { lostBefore: 0.01, lostAfter: 0.02, late: 0.01, crash: 0.01 }
    const rush = { ...greatRush(seed, false, { seconds: 0.15, partitions: 30, perSecond: 2000 }), faults }
    const came = await crowdOn(design, rush, { seconds: 3, aftermath: true })
    expect(came.broken).toEqual([])
    sold.push(came.sold)
  }
  return sold
}

describe('the designs that the flash batch was chosen from, in a world of lost answers', () => {
  it.each([inOneCommit(1), inOneCommit(32), slotsInBlocks])('$name: exact in the end', async (design) => {
    expect(await soldBy(design)).toEqual(Array(8).fill(200))
  })

  it('32 shards, two plain writes: sells more than there is', async () => {
    expect(Math.max(...(await soldBy(inTwoWrites(32))))).toBeGreaterThan(200)
  })

  it('a queue: never more, and less for good where a writer dies with what it set aside', async () => {
    const sold = await soldBy(queue)
    expect([Math.max(...sold) <= 200, Math.min(...sold) < 200]).toEqual([true, true])
  })
})
