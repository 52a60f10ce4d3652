import { expect, test } from '@jest/globals'
import { parameterOf, scannedParameter } from './scanned'

test.each([
  ['https://desk.example/merchant/pages/desktop/index?ticket=ab-1.c_2', 'ab-1.c_2'],
  ['https%3A%2F%2Fdesk.example%2Fmerchant%2Fpages%2Fdesktop%2Findex%3Fa%3D1%26ticket%3Dab-1.c_2', 'ab-1.c_2'],
  ['/merchant/pages/desktop/index?ticket=abc#x', 'abc'],
  ['https://desk.example/?other=1', undefined],
  ['6901234567892', undefined],
  ['%', undefined],
])('%s', (text, ticket) => {
  expect(scannedParameter(text, 'ticket')).toBe(ticket)
})

test('a page finds it named plainly first, then in what was scanned', () => {
  expect(parameterOf({ ticket: 'a', q: 'x?ticket=b' }, 'ticket')).toBe('a')
  expect(parameterOf({ q: encodeURIComponent('https://x/?ticket=b') }, 'ticket')).toBe('b')
  expect(parameterOf({}, 'ticket')).toBeUndefined()
})
