/** `heldOut`: is not shown the promotion's offers in lists and messages; a link or a code in the hand always works. */
export const arms = ['shown', 'heldOut'] as const
export type Arm = (typeof arms)[number]

/** Which arm: of a hundred places, the first so many are held out. */
export const armOf = (place: number, percent: number): Arm => (place < percent ? 'heldOut' : 'shown')

/** What somebody has come to since they were first asked about. */
export interface Outcome {
  /** What they paid in all, less what went back. */
  spentFen: number
  /** Redemptions, less those undone. */
  uses: number
}

/** Paid, or came to use something: either is what the promotion is for. */
const isConverted = ({ spentFen, uses }: Outcome) => spentFen > 0 || uses > 0
/** In yuan, whose squares stay whole numbers that add up; half a square yuan a member is nothing. */
const squareOf = ({ spentFen }: Outcome) => Math.round((spentFen * spentFen) / 10_000)

/** What an outcome that goes on from another adds to the sums of its arm. */
export function addedBy(before: Outcome, after: Outcome): { [sum: string]: number } {
  const added = {
    converted: Number(isConverted(after)) - Number(isConverted(before)),
    spentFen: after.spentFen - before.spentFen,
    squares: squareOf(after) - squareOf(before),
  }
  return Object.fromEntries(Object.entries(added).filter(([, sum]) => sum !== 0))
}

interface Happened {
  kind: string
  payFen?: number | undefined
  amountFen?: number | undefined
  refundId?: string | undefined
  why?: string | undefined
}

/** What an event is for an outcome; undefined where it is nothing. Money that never was an order's is none of anybody's spending. */
export function outcomeOf({ kind, payFen = 0, amountFen = 0, refundId, why }: Happened): Outcome | undefined {
  if (kind === 'redeemed') return { spentFen: payFen, uses: 1 }
  if (kind === 'undone') return { spentFen: -payFen, uses: -1 }
  if (kind === 'paid') return { spentFen: amountFen, uses: 0 }
  if (kind === 'refunded' && refundId !== undefined && !['late', 'duplicate', 'operator'].includes(why ?? ''))
    return { spentFen: -amountFen, uses: 0 }
  return undefined
}
