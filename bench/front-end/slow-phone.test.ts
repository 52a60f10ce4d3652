import { windowed } from './slow-phone.ts'

const shifts = (...moments: [at: number, value: number][]) => moments.map(([at, value]) => ({ at, value }))

describe('layout shift', () => {
  it('is the largest stretch of shifts, not the sum of all', () => {
    expect(windowed(shifts([0, 0.1], [500, 0.1], [5000, 0.15]))).toBeCloseTo(0.2)
  })

  it('ends a stretch after a second of rest, and after five seconds', () => {
    expect(windowed(shifts([0, 0.1], [1001, 0.1]))).toBeCloseTo(0.1)
    expect(windowed(shifts(...[0, 900, 1800, 2700, 3600, 4500, 5400].map((at): [number, number] => [at, 0.01])))).toBeCloseTo(
      0.06,
    )
  })

  it('is nothing where nothing moved', () => {
    expect(windowed([])).toBe(0)
  })
})
