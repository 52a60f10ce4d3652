/** Few stock items for small batches, so that the last coupon is found soon; 16 where many claim at once. */
export function shardsFor(total: number): number {
  if (total < 200) return 1
  return total < 2000 ? 4 : 16
}

/** The total over the stock items, as even as can be. */
export function sharesOf(total: number, shards: number): number[] {
  return Array.from({ length: shards }, (_, n) => Math.floor(total / shards) + (n < total % shards ? 1 : 0))
}

/** How much to take from each stock item for `wanted` in all, the fullest first; never more than an item has. */
export function sharesTaken(lefts: number[], wanted: number): number[] {
  const taken = lefts.map(() => 0)
  const fullestFirst = lefts.map((left, n) => ({ left, n })).sort((a, b) => b.left - a.left)
  let rest = wanted
  for (const { left, n } of fullestFirst) {
    const share = Math.min(left, rest)
    taken[n] = share
    rest -= share
  }
  return taken
}

/** Exact up to 20, then two digits: 347 -> 340, 12,850 -> 12,000. */
export function coarse(left: number): number {
  if (left <= 20) return left
  const unit = 10 ** Math.max(1, Math.floor(Math.log10(left)) - 1)
  return Math.floor(left / unit) * unit
}
