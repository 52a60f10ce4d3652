import { S2CellId } from 'nodes2ts'
import { leafOf, partitionOf } from '../../functions/nearby/cells.ts'
import type { Range } from '../../functions/nearby/ranges.ts'
import type { Read } from '../../functions/nearby/search.ts'
import type { Place } from '../../functions/stores/stores.ts'

export interface Point extends Place {
  sk: string
}

/** Points on the curve in memory, asked as the table is; `asked` tells how many came of each question. */
export function curveOf(places: Place[]) {
  const partitions = new Map<string, Point[]>()
  const points = places.map(({ lat, lng }, n) => ({
    lat,
    lng,
    sk: `${leafOf({ lat, lng })}#sto_${String(n).padStart(7, '0')}`,
  }))
  for (const point of points.toSorted((a, b) => (a.sk < b.sk ? -1 : 1))) {
    const partition = partitionOf(point.sk.slice(0, 16))
    const there = partitions.get(partition)
    if (there) there.push(point)
    else partitions.set(partition, [point])
  }
  const asked: number[] = []
  const read: Read<Point> = async ({ partition, from, to }: Range, limit, backward) => {
    const all = partitions.get(partition) ?? []
    const [first, end] = [firstNotBefore(all, from), firstNotBefore(all, `${to} `)]
    const items = backward
      ? all.slice(Math.max(first, end - limit), end).reverse()
      : all.slice(first, Math.min(end, first + limit))
    asked.push(items.length)
    return { items, whole: items.length === end - first }
  }
  return { points, read, asked }
}

function firstNotBefore(points: Point[], sk: string): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle] as Point).sk < sk) low = middle + 1
    else high = middle
  }
  return low
}

/** A stretch of the curve with so many stores on each 10,000 square kilometres, evenly by chance: a million of them cost no time. */
export function stretchOf(count: number, perStretch: number, chance: () => number) {
  const start = new S2CellId(BigInt(`0x${leafOf({ lat: 30.6574, lng: 104.0808 })}`)).parentL(2).rangeMin().id
  const length = (areaOfStretch * count) / perStretch
  const leaves = new BigUint64Array(count)
  for (let n = 0; n < count; n++) leaves[n] = BigInt.asUintN(64, start) + (BigInt(Math.floor(chance() * length)) << 1n)
  leaves.sort()
  const placeOf = (leaf: bigint) => {
    const { latDegrees: lat, lngDegrees: lng } = new S2CellId(leaf).toLatLng()
    return { lat, lng }
  }
  const pointAt = (n: number): Point => {
    const leaf = leaves[n] ?? 0n
    return { ...placeOf(leaf), sk: `${leaf.toString(16).padStart(16, '0')}#sto_${n}` }
  }
  const asked: number[] = []
  const read: Read<Point> = async ({ from, to }, limit, backward) => {
    const [first, end] = [indexOf(leaves, leafIn(from)), indexOf(leaves, leafIn(to) + 1n)]
    const many = Math.min(limit, end - first)
    asked.push(many)
    const items = Array.from({ length: many }, (_, n) => pointAt(backward ? end - 1 - n : first + n))
    return { items, whole: many === end - first }
  }
  return { read, asked, somewhere: () => placeOf(leaves[Math.floor((0.25 + chance() / 2) * count)] ?? 0n) }
}

/** Half the leaves of 10,000 square kilometres: a cell of level 5 has 2^50 of them on some 83,000. */
const areaOfStretch = 2 ** 50 * (10_000 / 83_018)
const leafIn = (sk: string) => BigInt(`0x${sk.slice(0, 16)}`)

function indexOf(leaves: BigUint64Array, leaf: bigint): number {
  let [low, high] = [0, leaves.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((leaves[middle] ?? 0n) < leaf) low = middle + 1
    else high = middle
  }
  return low
}
