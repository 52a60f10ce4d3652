/** A part of the curve inside one partition: sort keys (a leaf and an id), both ends included. */
export interface Range {
  partition: string
  from: string
  to: string
}

/** After everything that stands at a leaf; the leaf alone is before it. */
export const endOf = (leaf: string) => `${leaf}~`

/** What of these ranges is not in the others. Ends are named again: to read one item twice is harmless. */
export function minus(ranges: Range[], known: Range[]): Range[] {
  return known.reduce((left, hole) => left.flatMap((range) => without(range, hole)), ranges)
}

function without(range: Range, hole: Range): Range[] {
  if (hole.partition !== range.partition || hole.to < range.from || hole.from > range.to) return [range]
  const before = hole.from > range.from ? [{ ...range, to: hole.from }] : []
  const after = hole.to < range.to ? [{ ...range, from: hole.to }] : []
  return [...before, ...after]
}

/** In the order of the curve; those that leave nothing between them are one. */
export function merged(ranges: Range[]): Range[] {
  const result: Range[] = []
  for (const range of ranges.toSorted(byPlace)) {
    const last = result.at(-1)
    if (last?.partition !== range.partition || !touch(last, range)) result.push({ ...range })
    else if (range.to > last.to) last.to = range.to
  }
  return result
}

/** As far as that goes at most so many: the smallest gaps are read with what lies around them, but none that is much larger than that. */
export function joined(ranges: Range[], most: number): Range[] {
  const result = merged(ranges)
  while (result.length > most) {
    const gaps = result.map((next, n) => gap(result[n - 1], next))
    const least = Math.min(...gaps)
    const at = gaps.indexOf(least)
    const [one, next] = [result[at - 1], result[at]] as [Range, Range]
    if (least === Number.POSITIVE_INFINITY || least > widest * (length(one) + length(next))) return result
    result.splice(at, 1)
    one.to = next.to
  }
  return result
}

const widest = 2

/** The next leaf is two on: the last bit of a leaf is always set. Where a range ends or starts inside a leaf, that leaf is not all known. */
function touch(one: Range, next: Range): boolean {
  if (next.from <= one.to) return true
  const isWhole = one.to.endsWith('~') && next.from.length === digits
  return isWhole && BigInt(`0x${leafIn(next.from)}`) - BigInt(`0x${leafIn(one.to)}`) <= 2n
}

/** Roughly: to choose by. */
function gap(one: Range | undefined, next: Range): number {
  return one?.partition === next.partition ? numberIn(next.from) - numberIn(one.to) : Number.POSITIVE_INFINITY
}

const length = ({ from, to }: Range) => numberIn(to) - numberIn(from)

const digits = 16
const leafIn = (sk: string) => sk.slice(0, digits)
const numberIn = (sk: string) => Number.parseInt(leafIn(sk), 16)
const byPlace = (a: Range, b: Range) =>
  a.partition === b.partition ? (a.from < b.from ? -1 : 1) : a.partition < b.partition ? -1 : 1
