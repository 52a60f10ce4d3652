import fc from 'fast-check'
import { metres } from '../stores/stores.ts'
import { cellOf, metresBetween } from './cells.ts'

const place = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
})

it('never makes two places farther apart than they are, nor nearer by more than seven kilometres, anywhere on the earth', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const apart = metresBetween(cellOf(a), cellOf(b))
      const truly = metres(a, b)
      expect(apart).toBeLessThanOrEqual(truly + 1)
      expect(apart).toBeGreaterThan(truly - 7000)
    }),
    { seed: 20_261_122, numRuns: 2000 },
  )
})

it('holds nothing finer than some two kilometres', () => {
  expect(cellOf({ lat: 30.6571, lng: 104.0851 })).toBe(cellOf({ lat: 30.6529, lng: 104.0869 }))
  expect(cellOf({ lat: 30.6571, lng: 104.0851 })).toMatch(/^-?\d+_-?\d+$/)
  expect(metresBetween(cellOf({ lat: 0, lng: 179.999 }), cellOf({ lat: 0, lng: -179.999 }))).toBe(0)
})
