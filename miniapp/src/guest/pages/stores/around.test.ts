import { expect, test } from '@jest/globals'
import { reachOf, spotOf } from './around'

test.each([
  [[], 100],
  [[99], 100],
  [[101, 30], 200],
  [[4_999], 5_000],
  [[80_000], 50_000],
])('stores at %j metres fit into a ring of %d', (distances, reach) => {
  expect(reachOf(distances)).toBe(reach)
})

const chengdu = { lat: 30.657, lng: 104.066 }

test.each([
  ['the guest stands in the middle', chengdu, chengdu, 50, 50],
  ['a kilometre north is up', chengdu, { lat: 30.657 + 1_000 / 111_195, lng: 104.066 }, 50, 6],
  [
    'a kilometre east is right',
    chengdu,
    { lat: 30.657, lng: 104.066 + 1_000 / 111_195 / Math.cos((30.657 * Math.PI) / 180) },
    94,
    50,
  ],
  ['what is farther stays at the edge', chengdu, { lat: 31.657, lng: 104.066 }, 50, 6],
  ['the other side of the date line is near', { lat: 0, lng: 179.999 }, { lat: 0, lng: -179.999 }, 70.75, 50],
  ['a quarter of the reach is half way', chengdu, { lat: 30.657 - 250 / 111_195, lng: 104.066 }, 50, 72],
])('%s', (_, centre, store, x, y) => {
  const spot = spotOf(centre, store, 1_000)
  expect(spot.x).toBeCloseTo(x, 1)
  expect(spot.y).toBeCloseTo(y, 1)
})
