import { conversionLift, liftOf, spendingLift, tOf } from './lift.ts'

const arm = (members: number, converted: number, spentFen = 0, squares = 0) => ({ members, converted, spentFen, squares })

describe('the interval of a difference in conversion', () => {
  it.each([
    // Newcombe 1998, table II: 56/70 and 48/80, method 10.
    [arm(70, 56), arm(80, 48), 0.0524, 0.3339],
    [arm(10, 9), arm(10, 3), 0.1705, 0.809],
    [arm(7, 6), arm(7, 2), 0.0582, 0.8062],
    [arm(56, 5), arm(29, 0), -0.0381, 0.1926],
    [arm(10, 10), arm(10, 0), 0.6075, 1],
  ])('is Newcombe’s: %o, %o', (shown, heldOut, low, high) => {
    const lift = conversionLift(shown, heldOut)
    expect(lift.low).toBeCloseTo(low, 3)
    expect(lift.high).toBeCloseTo(high, 3)
  })
})

it.each([
  [5, 2.571],
  [10, 2.228],
  [30, 2.042],
  [1000, 1.962],
])('Student’s t for 95 %% with %i degrees of freedom is %f', (freedom, t) =>
  expect(Math.abs(tOf(freedom) - t)).toBeLessThan(0.004),
)

it('the interval of a difference in spending is Welch’s', () => {
  // 100 who spent 10.00 or 30.00 each, half and half; 50 who spent nothing or 20.00.
  const shown = arm(100, 100, 200_000, 50 * 100 + 50 * 900)
  const heldOut = arm(50, 25, 50_000, 25 * 400)
  const { difference, low, high } = spendingLift(shown, heldOut)
  expect(difference).toBe(1000)
  // Standard error 174.1, 98.1 degrees of freedom.
  expect(low).toBeCloseTo(1000 - 1.9845 * Math.sqrt(1_000_000 / 99 + 1_000_000 / 49), 0)
  expect(high).toBeCloseTo(1000 + 1.9845 * Math.sqrt(1_000_000 / 99 + 1_000_000 / 49), 0)
})

describe('the sentence', () => {
  const told = (shown: ReturnType<typeof arm>, heldOut: ReturnType<typeof arm>) => liftOf({ percent: 50, shown, heldOut }, 'zh')

  it.each([
    ['more', arm(500, 200), arm(500, 100), '确实带来了更多人消费'],
    ['less', arm(500, 100), arm(500, 200), '反而更少消费'],
    ['unclear', arm(500, 101), arm(500, 100), '可能只是偶然'],
    ['few', arm(500, 101), arm(29, 2), '每组至少 30 人'],
  ] as const)('says plainly when it is %s', (verdict, shown, heldOut, words) => {
    expect(told(shown, heldOut)).toMatchObject({ verdict, sentence: expect.stringContaining(words) })
  })

  it('claims no interval of too few, and speaks English to those who read it', () => {
    expect(told(arm(29, 1), arm(29, 1))).not.toHaveProperty('conversion')
    const { sentence } = liftOf({ percent: 10, shown: arm(900, 300), heldOut: arm(100, 10) }, 'en')
    expect(sentence).toContain('really brought more people')
  })
})
