import { metres, type Place } from '../../functions/stores/stores.ts'
import type { Point } from './curve.ts'

const earth = 6_378_137
const slackMetres = 3

/** The nearest of all points, by looking at each of them: by angle first, by `metres` those that may belong to the answer. */
export function bruteForce(points: Point[]) {
  const vectors = Float64Array.from(points.flatMap(vectorOf))
  return (from: Place, radius: number, limit: number) => {
    const [x, y, z] = vectorOf(from)
    const found: { sk: string; distance: number }[] = []
    // The cosines of the nearest so far, nearest first: what is farther than the last, and then some, cannot belong to the answer.
    const nearest: number[] = []
    let least = Math.cos((radius + slackMetres) / earth)
    for (let n = 0; n < points.length; n++) {
      const at = 3 * n
      const cosine = x * (vectors[at] ?? 0) + y * (vectors[at + 1] ?? 0) + z * (vectors[at + 2] ?? 0)
      if (cosine < least) continue
      const { sk, lat, lng } = points[n] as Point
      const distance = metres(from, { lat, lng })
      if (distance <= radius) found.push({ sk, distance })
      const place = nearest.findIndex((one) => one < cosine)
      nearest.splice(place < 0 ? nearest.length : place, 0, cosine)
      if (nearest.length > limit) nearest.pop()
      const last = nearest.at(-1)
      if (nearest.length === limit && last !== undefined)
        least = Math.max(least, Math.cos(Math.acos(Math.min(1, last)) + slackMetres / earth))
    }
    return found.sort((a, b) => a.distance - b.distance || (a.sk < b.sk ? -1 : 1)).slice(0, limit)
  }
}

function vectorOf({ lat, lng }: Place): [number, number, number] {
  const [phi, theta] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180]
  return [Math.cos(phi) * Math.cos(theta), Math.cos(phi) * Math.sin(theta), Math.sin(phi)]
}
