import { search } from '../../functions/nearby/search.ts'
import type { Place } from '../../functions/stores/stores.ts'
import { seeded } from '../seeded.ts'
import { bruteForce } from './brute-force.ts'
import { curveOf } from './curve.ts'
import { placeAround } from './places.ts'

/**
 * 10,000 places among 10,000 stores, at every radius, in six towns of which each is hard in its own way: prints where the search and
 * brute force differ. A program of its own, since inside Jest it takes three times as long.
 */
const towns: Place[] = [
  { lat: 30.6574, lng: 104.0808 },
  { lat: -16.8, lng: 180 },
  { lat: 90, lng: 0 },
  { lat: -90, lng: 0 },
  // Where three faces of the cube meet, on which S2 draws its line.
  { lat: 35.264_389_682_754_654, lng: 45 },
  { lat: 0, lng: 0 },
]
const steps = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]
const chance = seeded(5)
const anyOf = <T>(all: T[]) => all[Math.floor(chance() * all.length)] as T
const somewhere = (width: number) => placeAround(anyOf(towns), width, chance)
// Some stand alone and some in streets full of them.
const streets = Array.from({ length: 60 }, () => somewhere(40_000))
const stores = Array.from({ length: 10_000 }, (_, n) =>
  n % 2 === 0 ? somewhere(80_000) : placeAround(anyOf(streets), 800, chance),
)
const curve = curveOf(stores)
const nearest = bruteForce(curve.points)
const keys = (found: { sk: string; distance: number }[]) => found.map(({ sk, distance }) => `${distance} ${sk}`).join()

const wrong = []
let found = 0
for (let n = 0; n < 10_000; n++) {
  const from = n % 3 === 0 ? placeAround(anyOf(streets), 2000, chance) : somewhere(90_000)
  const radius = steps[n % steps.length] as number
  const { items } = await search(curve.read, { from, radius, limit: 20, wanted: () => true })
  found += items.length
  if (keys(items) !== keys(nearest(from, radius, 20))) wrong.push({ from, radius })
}
console.log(JSON.stringify({ found, wrong: wrong.slice(0, 10) }))
