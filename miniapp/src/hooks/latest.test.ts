import { expect, test } from '@jest/globals'
import { latest } from './latest'

test('only the newest ticket counts, and none after the page has gone', () => {
  const tickets = latest()
  const first = tickets.take()
  expect(first()).toBe(true)
  const second = tickets.take()
  expect([first(), second()]).toEqual([false, true])
  tickets.drop()
  expect(second()).toBe(false)
})
