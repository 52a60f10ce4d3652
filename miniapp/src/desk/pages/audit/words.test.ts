import { expect, test } from '@jest/globals'
import { api } from '../../../../../shared/api.ts'
import { type Contract, staffRolesOf } from '../../../../../shared/contract.ts'
import { type RouteName, routes } from '../../../../../shared/routes.ts'
import { operationNames, operationWords, toldWords } from './words'

test('every operation that leaves a line has words', () => {
  const traced = (Object.entries(api) as [RouteName, Contract][]).filter(
    ([name, contract]) => staffRolesOf(contract).length > 0 && !routes[name].startsWith('GET ') && contract.audit !== 'nothing',
  )
  expect(traced.map(([name]) => name).filter((name) => !operationNames.includes(name))).toEqual([])
})

test('one that is newer than this build is shown by its name', () => {
  expect(operationWords('teleportStore', 'zh')).toBe('teleportStore')
  expect(operationWords('redeem', 'en')).toBe('Redeemed')
})

test.each([
  [{ discountFen: 1000, payFen: 3550 }, '优惠 ¥10 · 实付 ¥35.50'],
  [{ state: 'paused', reason: '缺货' }, '已暂停 · 原因 缺货'],
  [{ name: '秋日', state: 'draft', from: '2026-11-22T10:00:00+08:00' }, '秋日 · 草稿 · 从 2026-11-22 10:00'],
  [{ forGood: true, reason: '搬迁' }, '永久 · 原因 搬迁'],
  [{ list: ['a'], nothing: null }, ''],
  [{}, ''],
])('%j reads %s', (told, words) => {
  expect(toldWords(told, 'zh')).toBe(words)
})
