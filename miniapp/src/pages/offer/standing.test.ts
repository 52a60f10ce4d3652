import { expect, test } from '@jest/globals'
import { type OfferFacts, type Standing, standingOf } from './standing'

const valid = { couponId: 'cpn_1', state: 'valid' }
const used = { couponId: 'cpn_2', state: 'redeemed' }

test.each<[string, OfferFacts, Standing]>([
  ['a guest who has none', { state: 'open', perMember: 1 }, { is: 'open' }],
  ['who holds one', { state: 'open', perMember: 1, held: [valid] }, { is: 'held', couponId: 'cpn_1', again: false }],
  ['who holds one of two', { state: 'open', perMember: 2, held: [valid] }, { is: 'held', couponId: 'cpn_1', again: true }],
  ['who used one of two', { state: 'open', perMember: 2, held: [used] }, { is: 'open' }],
  ['who used the only one', { state: 'open', perMember: 1, held: [used] }, { is: 'all_used' }],
  [
    'who holds one when all are gone',
    { state: 'sold_out', perMember: 2, held: [used, valid] },
    { is: 'held', couponId: 'cpn_1', again: false },
  ],
  ['before it starts', { state: 'not_started', perMember: 1 }, { is: 'not_started' }],
  ['after it ended', { state: 'ended', perMember: 1, held: [] }, { is: 'ended' }],
  ['while it is paused', { state: 'paused', perMember: 1 }, { is: 'paused' }],
  ['when it is sold out', { state: 'sold_out', perMember: 1 }, { is: 'sold_out' }],
  ['what is earned', { state: 'open', perMember: 1, rewardOnly: true }, { is: 'reward_only' }],
  [
    'who has earned it',
    { state: 'open', perMember: 2, rewardOnly: true, held: [valid] },
    { is: 'held', couponId: 'cpn_1', again: false },
  ],
  ['in a state nobody knew yet', { state: 'frozen', perMember: 1 }, { is: 'closed' }],
])('%s', (_, offer, standing) => {
  expect(standingOf(offer)).toEqual(standing)
})
