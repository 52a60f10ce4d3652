import { metres, type Place } from '../stores/stores.ts'

/**
 * Rows and columns of some 2 km: enough to tell another town, too coarse to tell a home. A grid of our own where the map has S2 cells:
 * their library is 52 KB, which this function has not left (docs/decisions/0019), and nothing is ever looked up by these.
 */
const degrees = 0.02
/** From the centre of a cell to its farthest corner, in metres. */
const cellRadius = 1600

/** A column is as wide as a row is high, also far from the equator. */
const widthOf = (row: number) => degrees / Math.max(0.01, Math.cos((row * degrees * Math.PI) / 180))

/** The name of the coarse cell that a place lies in: all that is ever kept of it. */
export function cellOf({ lat, lng }: Place): string {
  const row = Math.round(lat / degrees)
  return `${row}_${Math.round(lng / widthOf(row))}`
}

/** How far two cells are apart at least, in metres; 0 where places in them may be one. */
export function metresBetween(cell: string, other: string): number {
  return Math.max(0, metres(centreOf(cell), centreOf(other)) - 2 * cellRadius)
}

function centreOf(cell: string): Place {
  const [row = 0, column = 0] = cell.split('_').map(Number)
  // Around the antimeridian and the poles the centre may lie just over the edge.
  const lng = ((column * widthOf(row) + 540) % 360) - 180
  return { lat: Math.min(90, Math.max(-90, row * degrees)), lng }
}
