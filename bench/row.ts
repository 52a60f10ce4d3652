/**
 * One figure of the table. A timed one has the spread of its interleaved rounds; one that is exact (bytes, items read) has n = 1. Figures of
 * the same words are shown beside each other, Footfall's with the goal.
 */
export interface Figure {
  /** What, in words: 'server CPU a coupon journey'. */
  figure: string
  /** 'Footfall', or whom it is held against: 'Vendure 3.7.3', 'empty function'. */
  who: string
  /** 'ms', '/s', 'x', 'bytes'; '' where the words say it. */
  unit: string
  median: number
  /** Quartiles, or the least and the most where `how` says so. */
  low: number
  high: number
  n: number
  /** How it was taken, in a sentence. */
  how: string
  goal?: Goal
  /** Where it is asked at several sizes: what was seen at each, for the plot. */
  points?: Point[]
}

export interface Point {
  /** How many there were around it. */
  size: number
  median: number
  low: number
  high: number
}

export interface Goal {
  words: string
  met: boolean
  /** Where it is missed: what was tried. */
  tried?: string
}

/** What the run asks of a row. */
export interface Asked {
  /** Minutes more are welcome: the largest sizes. */
  long: boolean
  /** So many; a tenth of it, in whole steps, where the run only asks whether the row works (`--quick`). */
  some(count: number, step?: number): number
  /** A loud line, and a line under the table: this machine lacks what one part of the row needs. */
  leaveOut(what: string, because: string): void
}

/** One row of performance.md: what `npm run bench -- NAME` runs, in a process of its own. */
export interface Row {
  name: string
  /** Rejects with a LeftOut where nothing of it can run here, and with anything else where it failed. */
  take(asked: Asked): Promise<Figure[]>
}

/** The whole row cannot run on this machine; it is told in one loud line and in the table, and fails nothing. */
export class LeftOut extends Error {}

/** The median and the quartiles of the rounds, between neighbours where they fall between two. */
export function figureOf(values: number[], rest: Omit<Figure, 'median' | 'low' | 'high' | 'n'>): Figure {
  if (values.length === 0) throw new Error(`no round of "${rest.figure}" was taken`)
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => {
    const place = (sorted.length - 1) * part
    const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number]
    return below + (above - below) * (place - Math.floor(place))
  }
  return { ...rest, median: at(0.5), low: at(0.25), high: at(0.75), n: values.length }
}

/** A figure that is the same at each count. */
export const exactly = (value: number, rest: Omit<Figure, 'median' | 'low' | 'high' | 'n'>): Figure => figureOf([value], rest)
