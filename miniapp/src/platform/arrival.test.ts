import { expect, test } from '@jest/globals'
import { arrivalIn, mayLogIn } from './arrival'

test.each([
  ['', undefined, undefined, '/p'],
  ['?batchId=bat_1', undefined, undefined, '/p?batchId=bat_1'],
  ['?batchId=bat_1&code=c%2B1&state=s', 'c+1', 's', '/p?batchId=bat_1'],
  ['?code=c&state=s', 'c', 's', '/p'],
  ['?state=s&code=c&x', 'c', 's', '/p?x'],
  ['?code=%E0%A4%A', '%E0%A4%A', undefined, '/p'],
])('takes a login out of %j', (search, code, state, clean) => {
  expect(arrivalIn('/p', search)).toEqual({ code, state, clean })
})

test.each([
  ['begun here', 's1', 's1', false, true],
  ['begun elsewhere', 's1', 's2', true, false],
  ['nothing begun', 's1', undefined, true, false],
  ['no state', undefined, undefined, true, false],
  ['an empty state', '', '', true, false],
  ['a ready-made link where they are allowed', 'ready-made-link', undefined, true, true],
  ['a ready-made link where they are not', 'ready-made-link', undefined, false, false],
])('a login that is %s', (_, state, begun, links, allowed) => {
  expect(mayLogIn(state, begun, links)).toBe(allowed)
})
