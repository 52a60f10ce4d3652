import type { StaffRole } from '../../shared/contract.ts'
import { mustGrant, mustRevoke, whyNot, withRole } from './rules.ts'

const of = (role: StaffRole, storeIds: string[] = []) => ({
  memberId: `mbr_${role}`,
  roles: [role],
  storeIds,
})
const manager = of('manager', ['sto_a', 'sto_b'])
const codeOf = (work: () => void) => {
  try {
    work()
    return 'yes'
  } catch (problem) {
    const { code, facts } = problem as { code: string; facts: { field?: string } }
    return [code, facts.field].filter(Boolean).join(' ')
  }
}

describe('whom somebody may make what', () => {
  it.each<[string, ReturnType<typeof of>, StaffRole, string[], string]>([
    ['a manager a clerk of an own store', manager, 'clerk', ['sto_a'], 'yes'],
    ['a manager a manager of the own stores', manager, 'manager', ['sto_a', 'sto_b'], 'yes'],
    ['a manager a clerk of another store', manager, 'clerk', ['sto_a', 'sto_c'], 'role.forbidden storeIds.1'],
    ['a manager a clerk of no store', manager, 'clerk', [], 'input.invalid storeIds'],
    ['a manager a marketer', manager, 'marketer', [], 'role.forbidden role'],
    ['a manager an operator', manager, 'operator', [], 'role.forbidden role'],
    ['a clerk a clerk', of('clerk', ['sto_a']), 'clerk', ['sto_a'], 'role.forbidden role'],
    ['a marketer a clerk of any store', of('marketer'), 'clerk', ['sto_c'], 'yes'],
    ['a marketer a manager', of('marketer'), 'manager', ['sto_c'], 'yes'],
    ['a marketer a marketer', of('marketer'), 'marketer', [], 'yes'],
    ['a marketer a marketer of one store', of('marketer'), 'marketer', ['sto_a'], 'input.invalid storeIds'],
    ['a marketer an operator', of('marketer'), 'operator', [], 'role.forbidden role'],
    ['an operator an operator', of('operator'), 'operator', [], 'yes'],
    ['an operator a clerk', of('operator'), 'clerk', ['sto_a'], 'role.forbidden role'],
  ])('%s', (_who, by, role, storeIds, said) => {
    expect(codeOf(() => mustGrant(by, { role, storeIds }))).toBe(said)
  })
})

describe('whose roles somebody may end', () => {
  const clerkAt = (...storeIds: string[]) => ({ memberId: 'mbr_1', roles: [{ role: 'clerk' as const, storeIds }] })
  it.each([
    ['a manager those of a clerk of an own store', manager, clerkAt('sto_b'), 'yes'],
    ['a manager those of a clerk of an own store and another', manager, clerkAt('sto_b', 'sto_c'), 'yes'],
    ['a manager those of a clerk of another store', manager, clerkAt('sto_c'), 'role.forbidden'],
    ['a manager the own', manager, { ...clerkAt('sto_a'), memberId: manager.memberId }, 'role.forbidden'],
    [
      'a manager those of a marketer who is clerk too',
      manager,
      { memberId: 'mbr_1', roles: [...clerkAt('sto_a').roles, { role: 'marketer' as const, storeIds: [] }] },
      'role.forbidden',
    ],
    ['a marketer those of a clerk', of('marketer'), clerkAt('sto_c'), 'yes'],
    ['an operator those of a clerk', of('operator'), clerkAt('sto_a'), 'role.forbidden'],
  ])('%s', (_who, by, staff, said) => {
    expect(codeOf(() => mustRevoke(by, staff))).toBe(said)
  })
})

type Roles = Parameters<typeof withRole>[0]
it.each<[string, Roles, Roles]>([
  ['nothing', [], [{ role: 'clerk', storeIds: ['a'] }]],
  ['the same', [{ role: 'clerk', storeIds: ['a'] }], [{ role: 'clerk', storeIds: ['a'] }]],
  ['clerk of another store', [{ role: 'clerk', storeIds: ['b'] }], [{ role: 'clerk', storeIds: ['b', 'a'] }]],
  [
    'manager of another store',
    [{ role: 'manager', storeIds: ['b'] }],
    [
      { role: 'manager', storeIds: ['b'] },
      { role: 'clerk', storeIds: ['a'] },
    ],
  ],
])('a clerk of store a who was %s before', (_before, before, after) => {
  expect(withRole(before, { role: 'clerk', storeIds: ['a'] })).toEqual(after)
})

const now = new Date('2026-11-22T10:00:00.000Z')
it.each([
  ['is not there', undefined, 'invitation.not_found'],
  ['was taken back', { state: 'cancelled', expiresAt: '2026-12-01' }, 'invitation.not_found'],
  ['is open', { state: 'open', expiresAt: '2026-12-01' }, undefined],
  ['ends this instant', { state: 'open', expiresAt: now.toISOString() }, 'invitation.expired'],
  ['was taken by somebody else', { state: 'waiting', memberId: 'mbr_2', expiresAt: '2026-12-01' }, 'invitation.used'],
  [
    'was taken by somebody else long ago',
    { state: 'confirmed', memberId: 'mbr_2', expiresAt: '2026-01-01' },
    'invitation.used',
  ],
  ['is one’s own already', { state: 'waiting', memberId: 'mbr_1', expiresAt: '2026-12-01' }, undefined],
  ['is one’s own, and its time is over', { state: 'confirmed', memberId: 'mbr_1', expiresAt: '2026-01-01' }, undefined],
])('an invitation that %s', (_what, invitation, code) => {
  expect(whyNot(invitation, 'mbr_1', now)?.code).toBe(code)
})
