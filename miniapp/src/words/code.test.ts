import { expect, test } from '@jest/globals'
import { groupedCode, readTyped } from './code'
import { distanceWords } from './distance'

test.each([
  ['', { is: 'empty' }],
  ['  ', { is: 'empty' }],
  ['1234', { is: 'short', missing: 12 }],
  ['1234 5678 9012 3456', { is: 'typed', typedCode: '1234567890123456' }],
  ['1234-5678-9012-3456', { is: 'typed', typedCode: '1234567890123456' }],
  [' eyJhbGciOi.a-b_c ', { is: 'qr', code: 'eyJhbGciOi.a-b_c' }],
])('reads %j', (text, read) => {
  expect(readTyped(text)).toEqual(read)
})

test.each([
  ['', ''],
  ['123', '123'],
  ['12345', '1234 5'],
  ['1234567890123456', '1234 5678 9012 3456'],
])('groups %j', (digits, grouped) => {
  expect(groupedCode(digits)).toBe(grouped)
})

test.each([
  [3, '10 m'],
  [318, '320 m'],
  [994, '990 m'],
  [1234, '1.2 km'],
  [9950, '10 km'],
  [14_320, '14 km'],
])('says %s metres', (metres, words) => {
  expect(distanceWords(metres)).toBe(words)
})
