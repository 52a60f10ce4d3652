import { expect, test } from '@jest/globals'
import { qrPicture, runsOf } from './qr'
import { base64 } from './svg'

test('draws one run for neighbouring dark modules', () => {
  expect(
    runsOf([
      [true, true, false, true, false, true],
      [false, false, false, false, false, false],
      [false, true, true, true, true, true],
    ]),
  ).toBe('M0 0h2m1 0h1m1 0h1M1 2h5')
})

test.each(['', 'a', 'ab', 'abc', '<svg xmlns="x"/>'])('writes %j as the platform would', (text) => {
  expect(base64(text)).toBe(Buffer.from(text).toString('base64'))
})

test('keeps the picture of the longest code well below the limit of one setData', () => {
  const longest = 'x'.repeat(400)
  expect(qrPicture(longest).length).toBeLessThan(28_000)
  expect(qrPicture('f1.abcdefghijklmnopqrstuvwxyz0123456789'.repeat(3)).length).toBeLessThan(16_000)
})
