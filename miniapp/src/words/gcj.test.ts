import { expect, test } from '@jest/globals'
import { gcjOf } from './gcj'

test.each([
  // As the widely used reference implementations give them.
  ['Beijing', 39.916527, 116.397128, 39.91793, 116.403371],
  ['Shanghai', 31.2304, 121.4737, 31.228453, 121.478224],
])('moves a place in %s onto the maps used there', (_, lat, lng, mapLat, mapLng) => {
  const moved = gcjOf(lat, lng)
  expect(Math.abs(moved.lat - mapLat)).toBeLessThan(0.00003)
  expect(Math.abs(moved.lng - mapLng)).toBeLessThan(0.00003)
})

test('leaves a place outside of China where it is', () => {
  expect(gcjOf(48.8584, 2.2945)).toEqual({ lat: 48.8584, lng: 2.2945 })
})
