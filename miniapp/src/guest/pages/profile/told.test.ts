import { expect, test } from '@jest/globals'
import { changeOf, problemsIn } from './told'

test.each([
  ['nothing at all', '', '', {}],
  ['both', '小满', '138 1234 5678', {}],
  ['a country code', 'Ada', '+44 7700-900123', {}],
  ['twenty characters', '一'.repeat(20), '', {}],
  ['a name that is too long', '一'.repeat(21), '', { nickname: 'nicknameWrong' }],
  ['a name of space', '  ', '', { nickname: 'nicknameWrong' }],
  ['letters in a number', '', '138abc45678', { phone: 'phoneWrong' }],
  ['a number that is too short', '', '123456', { phone: 'phoneWrong' }],
])('%s', (_, nickname, phone, problems) => {
  expect(problemsIn({ nickname, phone })).toEqual(problems)
})

test.each([
  [{ nickname: '小满', phone: '' }, {}, { nickname: '小满' }],
  [{ nickname: '小满', phone: '138 1234 5678' }, { nickname: '小满' }, { phone: '13812345678' }],
  [{ nickname: '', phone: '13812345678' }, { nickname: '小满', phone: '13812345678' }, { nickname: null }],
  [{ nickname: ' 小满 ', phone: '138-1234-5678' }, { nickname: '小满', phone: '13812345678' }, {}],
])('%j over %j changes %j', (told, kept, change) => {
  expect(changeOf(told, kept)).toEqual(change)
})
