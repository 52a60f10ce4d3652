import { outTradeNoOf } from './pointers.ts'

it('numbers follow from what they are for, and fit what the channels take', () => {
  const numbers = [1, 2, 3].map((n) => outTradeNoOf('ord_x-1', n))
  expect(new Set(numbers).size).toBe(3)
  for (const no of numbers) expect(no).toMatch(/^[0-9A-Z]{26}$/)
  expect(outTradeNoOf('ord_x-1', 1)).toBe(numbers[0])
})
