import type { Item, Write } from './table.ts'

/**
 * What a commit answers whose conditions did not all hold: the first failed write's `orElse` decides. A problem is thrown;
 * 'mine' gives the item that stands there in its place and undefined in the others.
 */
export function answerToFailure(writes: Write[], failed: boolean[], olds: (Item | undefined)[]): (Item | undefined)[] {
  const first = failed.indexOf(true)
  const write = writes[first]
  if (!write || write.when === 'always') throw new Error('a failed commit has a write whose condition failed')
  const answer = write.orElse(olds[first])
  if (answer !== 'mine') throw answer
  return writes.map((_, at) => (at === first ? olds[first] : undefined))
}
