import { expect, test } from '@jest/globals'
import { namesIn } from './names'

test.each([
  ['', []],
  ['  ', []],
  ['小林', ['小林']],
  ['小林，小吴、 小周\n小林', ['小林', '小吴', '小周']],
  ['Ann Lee, Bo;', ['Ann Lee', 'Bo']],
])('%j names %j', (text, names) => {
  expect(namesIn(text)).toEqual({ is: 'ready', names })
})

test.each([
  [Array.from({ length: 51 }, (_, n) => `店员${n}`).join(','), 'tooMany'],
  ['一'.repeat(21), 'tooLong'],
])('%s is refused', (text, why) => {
  expect(namesIn(text)).toEqual({ is: 'wrong', why })
})
