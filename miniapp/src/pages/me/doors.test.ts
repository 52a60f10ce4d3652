import { expect, test } from '@jest/globals'
import { doorsFor } from './doors'

test.each([
  ['a guest', [], []],
  ['a clerk', ['clerk'], ['counter', 'today', 'tablet', 'ownCode']],
  [
    'a manager who is a marketer too',
    ['manager', 'marketer'],
    ['counter', 'today', 'tablet', 'ownCode', 'reviews', 'exceptions', 'approvals', 'staff', 'audit', 'promotions', 'trace'],
  ],
  [
    'a clerk and manager: each door once',
    ['clerk', 'manager'],
    ['counter', 'today', 'tablet', 'ownCode', 'reviews', 'exceptions', 'approvals', 'staff', 'audit'],
  ],
  ['an operator', ['operator'], ['merchants', 'exceptions', 'staff', 'audit']],
  ['a role that is newer than this build', ['auditor'], []],
])('%s', (_, roles, doors) => {
  expect(doorsFor(roles.map((role) => ({ role })))).toEqual(doors)
})
