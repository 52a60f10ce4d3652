import { expect, test } from '@jest/globals'
import { base64url, bytesOf, utf8 } from './bytes'

test.each(['', 'a', 'ab', 'abc', '券 · ¥10 👍', '\u0000\u00ff~'])('%j goes out and comes back as Node would do it', (text) => {
  const bytes = utf8(text)
  expect([...bytes]).toEqual([...Buffer.from(text)])
  expect(base64url(bytes)).toBe(Buffer.from(text).toString('base64url'))
  expect([...(bytesOf(base64url(bytes)) ?? [])]).toEqual([...bytes])
})

test.each(['a', 'a+b', 'ab==', '五', 'abc d'])('%j is no base64url', (text) => {
  expect(bytesOf(text)).toBeUndefined()
})

test('every byte survives', () => {
  const all = Uint8Array.from({ length: 256 }, (_, at) => at)
  expect([...(bytesOf(base64url(all)) ?? [])]).toEqual([...all])
})
