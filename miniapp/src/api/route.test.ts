import { expect, test } from '@jest/globals'
import { wireOf } from './route'

test.each([
  ['listOffers', {}, { method: 'GET', path: '/offers' }],
  ['listOffers', { lat: 31.2, lng: 121.4, cursor: undefined }, { method: 'GET', path: '/offers?lat=31.2&lng=121.4' }],
  ['getBatch', { batchId: 'bat_1', lat: 1 }, { method: 'GET', path: '/batches/bat_1?lat=1' }],
  ['claimCoupon', { batchId: 'bat_1' }, { method: 'POST', path: '/batches/bat_1/coupons', body: {} }],
  ['showCode', { couponId: 'cpn_1' }, { method: 'POST', path: '/me/codes', body: { couponId: 'cpn_1' } }],
  [
    'undoRedemption',
    { redemptionId: 'red_1', reason: '输错' },
    { method: 'POST', path: '/redemptions/red_1/undo', body: { reason: '输错' } },
  ],
  ['getStore', { storeId: 'a/b?c' }, { method: 'GET', path: '/stores/a%2Fb%3Fc' }],
] as const)('%s spreads its input over path, query and body', (name, input, wire) => {
  expect(wireOf(name, input)).toEqual(wire)
})

test('a path without its id is our mistake and is never sent', () => {
  expect(() => wireOf('getBatch', {})).toThrow('getBatch needs batchId')
})
