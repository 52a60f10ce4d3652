import { S1Angle, S2Cap, S2CellId, S2LatLng, S2RegionCoverer } from 'nodes2ts'
import { earthRadius, type Place } from '../stores/stores.ts'
import { endOf, type Range } from './ranges.ts'

/** Cells of this level, some 290 km wide, are the partitions of the index: a circle of 50 km meets at most four. */
const partitionLevel = 5
/** Finer than what is asked, since cells that follow each other on the curve are one range. */
const cellsOfCover = 20
const cellsInside = 40

/** The place on the curve, to the centimetre: 16 hexadecimal digits, in the order of the curve. */
export function leafOf(place: Place): string {
  return textOf(S2CellId.fromPoint(pointOf(place)).id)
}

/** The partition that a leaf lies in. */
export function partitionOf(leaf: string): string {
  return cellOf(leaf).parentL(partitionLevel).toToken()
}

/** The curve until a place and after it, as far as the partition goes. */
export function sidesOf(place: Place): { until: Range; after: Range } {
  const leaf = leafOf(place)
  const { partition, from, to } = rangeOf(cellOf(leaf).parentL(partitionLevel))
  return { until: { partition, from, to: endOf(leaf) }, after: { partition, from: leaf, to } }
}

/** The parts of the curve on which everything within so many metres lies, and some that is farther. */
export function cover(place: Place, metres: number): Range[] {
  // A metre more, for what is rounded on the way.
  const cap = S2Cap.fromAxisAngle(pointOf(place), S1Angle.radians((metres + 1) / earthRadius))
  const coverer = new S2RegionCoverer().setMinLevel(partitionLevel).setMaxCells(cellsOfCover)
  return coverer.getCoveringCells(cap).map(rangeOf)
}

/** Parts of the curve on which everything is nearer than so many metres: not all of them. */
export function inside(place: Place, metres: number, cells = cellsInside): Range[] {
  if (metres < 50) return []
  const cap = S2Cap.fromAxisAngle(pointOf(place), S1Angle.radians((metres - 1) / earthRadius))
  const coverer = new S2RegionCoverer().setMinLevel(partitionLevel).setMaxCells(cells)
  return coverer.getInteriorCoveringCells(cap).map(rangeOf)
}

function rangeOf(cell: S2CellId): Range {
  const partition = cell.parentL(partitionLevel).toToken()
  return { partition, from: textOf(cell.rangeMin().id), to: endOf(textOf(cell.rangeMax().id)) }
}

const cellOf = (leaf: string) => new S2CellId(BigInt(`0x${leaf}`))

const pointOf = ({ lat, lng }: Place) => S2LatLng.fromDegrees(lat, lng).toPoint()
const textOf = (id: bigint) => BigInt.asUintN(64, id).toString(16).padStart(16, '0')
