import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { seeded } from '../../local/seeded.ts'
import { bruteForce } from '../../local/testing/brute-force.ts'
import { curveOf, type Point, stretchOf } from '../../local/testing/curve.ts'
import { placeAround } from '../../local/testing/places.ts'
import type { Place } from '../stores/stores.ts'
import { type Asked, type Position, search } from './search.ts'

const chengdu = { lat: 30.6574, lng: 104.0808 }
const corners: [string, Place][] = [
  ['in a city', chengdu],
  ['at the antimeridian', { lat: -16.8, lng: 180 }],
  ['at the north pole', { lat: 90, lng: 0 }],
  ['at the south pole', { lat: -90, lng: 0 }],
  ['where three faces of the cube meet', { lat: 35.264_389_682_754_654, lng: 45 }],
  ['where the equator meets the first meridian', { lat: 0, lng: 0 }],
]
const steps = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]
const any = { wanted: () => true }

const keysOf = (found: { sk: string; distance: number }[]) => found.map(({ sk, distance }) => `${distance} ${sk}`)

/** Every page, one after the other. */
async function allPages(curve: ReturnType<typeof curveOf>, asked: Omit<Asked<Point>, 'after'>) {
  const pages: (Point & { distance: number })[][] = []
  let after: Position | undefined
  do {
    const { items, next } = await search(curve.read, { ...asked, after })
    pages.push(items)
    after = next
  } while (after)
  return pages
}

it('finds what brute force finds, from 10,000 places among 10,000 stores, at the poles and the antimeridian too', async () => {
  const program = join(import.meta.dirname, '../../local/testing/every-place.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', program])
  const { found, wrong } = JSON.parse(stdout)
  expect(wrong).toEqual([])
  expect(found).toBeGreaterThan(50_000)
}, 300_000)

describe.each(corners)('%s', (_, centre) => {
  const chance = seeded(7)
  const curve = curveOf(Array.from({ length: 500 }, (_, n) => placeAround(centre, n % 4 === 0 ? 1000 : 60_000, chance)))
  const expected = bruteForce(curve.points)

  it.each(steps)('finds every store within %i m, page after page, none twice', async (radius) => {
    for (const from of [centre, placeAround(centre, 20_000, chance)]) {
      const pages = await allPages(curve, { from, radius, limit: 50, ...any })
      expect(keysOf(pages.flat())).toEqual(keysOf(expected(from, radius, curve.points.length)))
      expect(pages.slice(0, -1).every((page) => page.length === 50)).toBe(true)
    }
  })
})

it('finds what is wanted however rare it is, and says where to go on instead of reading a whole city', async () => {
  const chance = seeded(11)
  const curve = curveOf(Array.from({ length: 10_000 }, () => placeAround(chengdu, 60_000, chance)))
  const rare = new Set(curve.points.filter((_, n) => n % 500 === 0).map(({ sk }) => sk))
  const expected = bruteForce(curve.points.filter(({ sk }) => rare.has(sk)))
  const asked = { from: chengdu, radius: 50_000, limit: 5, wanted: ({ sk }: Point) => rare.has(sk) }
  const pages = await allPages(curve, asked)
  expect(keysOf(pages.flat())).toEqual(keysOf(expected(chengdu, 50_000, 100)))
  curve.asked.length = 0
  expect(await search(curve.read, { ...asked, wanted: () => false })).toEqual({ items: [], next: expect.anything() })
  // It stops after 72 questions, where it has read a whole circle.
  expect(curve.asked.length).toBeLessThan(180)
  expect((await allPages(curve, { ...asked, wanted: () => false })).flat()).toEqual([])
})

it('pages through a thousand stores at one and the same place', async () => {
  const curve = curveOf(Array.from({ length: 1000 }, () => chengdu))
  const from = { lat: 30.66, lng: 104.08 }
  const [first] = await allPages(curve, { from, radius: 1000, limit: 20, ...any })
  expect(first).toHaveLength(20)
  const pages = await allPages(curve, { from, radius: 1000, limit: 100, ...any })
  expect(keysOf(pages.flat())).toEqual(keysOf(bruteForce(curve.points)(from, 1000, 1000)))
  curve.asked.length = 0
  await search(curve.read, { from, radius: 50_000, limit: 20, ...any })
  expect(curve.asked.length).toBeLessThanOrEqual(2 + 2 * 9)
})

/** The questions and the items that they read for the nearest 20, at 300 places: the mean, and the most. */
async function costsOf(curve: ReturnType<typeof stretchOf>) {
  const costs: { queries: number; items: number }[] = []
  for (let n = 0; n < 300; n++) {
    curve.asked.length = 0
    const { items } = await search(curve.read, { from: curve.somewhere(), radius: 50_000, limit: 20, ...any })
    expect(items).toHaveLength(20)
    costs.push({ queries: curve.asked.length, items: curve.asked.reduce((sum, items) => sum + items, 0) })
  }
  const mean = (of: 'queries' | 'items') => costs.reduce((sum, cost) => sum + cost[of], 0) / costs.length
  return { queries: mean('queries'), items: mean('items'), most: Math.max(...costs.map(({ queries }) => queries)) }
}

it('asks as often and reads as much for the nearest 20 of a million stores as of 10,000, and at 100 times the density', async () => {
  const chance = seeded(13)
  const few = await costsOf(stretchOf(10_000, 10_000, chance))
  expect(few.queries).toBeLessThan(9)
  expect(few.items).toBeLessThan(80)
  for (const perStretch of [10_000, 1_000_000]) {
    const many = await costsOf(stretchOf(1_000_000, perStretch, chance))
    expect(Math.abs(many.queries / few.queries - 1)).toBeLessThan(0.1)
    expect(Math.abs(many.items / few.items - 1)).toBeLessThan(0.1)
    // Two to look around, then at most nine at once.
    expect(many.most).toBeLessThanOrEqual(2 + 9)
  }
}, 120_000)
