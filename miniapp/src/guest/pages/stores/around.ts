import type { Place } from '../../../platform/place'

const rings = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000]
const metresPerDegree = 111_195

/** The smallest round distance that holds them all, in metres. */
export function reachOf(distances: number[]): number {
  const farthest = Math.max(0, ...distances)
  return rings.find((ring) => ring >= farthest) ?? 50_000
}

/**
 * Where a store lies in a square of 100 with the guest in its middle and north above; near enough flat at these distances. What is near
 * gets more room: half way to the edge is a quarter of the reach, so that one far store does not press the others together.
 */
export function spotOf(centre: Place, store: Place, reach: number): { x: number; y: number } {
  const east = ((store.lng - centre.lng + 540) % 360) - 180
  const dx = east * Math.cos((centre.lat * Math.PI) / 180) * metresPerDegree
  const dy = (store.lat - centre.lat) * metresPerDegree
  const metres = Math.hypot(dx, dy)
  if (metres === 0) return { x: 50, y: 50 }
  const out = 44 * Math.sqrt(Math.min(1, metres / reach))
  return { x: 50 + (dx / metres) * out, y: 50 - (dy / metres) * out }
}
