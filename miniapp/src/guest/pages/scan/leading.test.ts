import { expect, test } from '@jest/globals'
import { pageOf } from './leading'

const coupon = { kind: 'batch', id: 'bat_1', title: '券' }
const deal = { kind: 'deal', id: 'dea_1', title: '团' }
const whole = { kind: 'promotion', id: 'prm_1' }

test.each([
  ['one coupon', { target: coupon, offers: [coupon, deal] }, '/pages/offer/index?batchId=bat_1'],
  ['one deal', { target: deal, offers: [] }, '/guest/pages/deal/index?dealId=dea_1'],
  ['a store', { target: { kind: 'store', id: 'sto_1' }, offers: [coupon] }, '/guest/pages/store/index?storeId=sto_1'],
  ['a promotion with one offer', { target: whole, offers: [deal] }, '/guest/pages/deal/index?dealId=dea_1'],
  ['a promotion with several', { target: whole, offers: [coupon, deal] }, undefined],
  ['a promotion with none', { target: whole, offers: [] }, undefined],
  ['something that is newer than this build', { target: { kind: 'game', id: 'gam_1' }, offers: [coupon, deal] }, undefined],
])('a code for %s leads to its page, or lets the guest choose', (_, led, page) => {
  expect(pageOf(led)).toBe(page)
})
