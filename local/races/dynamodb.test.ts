import { haveDynamo } from '../../functions/kernel/table/engines.ts'
import { checkInRaces } from './checkins.ts'
import { claimRaces } from './claims.ts'
import { counterRaces } from './counter.ts'
import { giftRaces } from './gifts.ts'
import { limitRaces } from './limits.ts'
import { offlineRaces } from './offline.ts'
import { ledgerHolds } from './reread.ts'
import { seatRaces } from './seats.ts'
import { type RaceStack, raceStack } from './stack.ts'
import { streakRaces } from './streaks.ts'
import { voucherRaces } from './vouchers.ts'

// Without Java this says so in one loud line, and in CI it fails.
const there = haveDynamo()
/** It does one thing at a time, so many take minutes: FOOTFALL_DYNAMO_GUESTS=50 (a multiple of 50) asks for fewer. */
const guests = Number(process.env.FOOTFALL_DYNAMO_GUESTS ?? 500)
let stack: RaceStack
beforeAll(async () => {
  if (there) stack = await raceStack('DynamoDB')
}, 90_000)
afterAll(() => stack?.stop(), 30_000)

describe(there ? 'claims at once, on DynamoDB' : 'claims at once', there ? () => claimRaces(() => stack, 100) : untold)
describe(there ? 'limits at once, on DynamoDB' : 'limits at once', there ? () => limitRaces(() => stack) : untold)
describe(there ? 'seats at once, on DynamoDB' : 'seats at once', there ? () => seatRaces(() => stack) : untold)
describe(
  there ? 'counters without network, on DynamoDB' : 'counters without network',
  there ? () => offlineRaces(() => stack) : untold,
)
describe(there ? 'the counter at once, on DynamoDB' : 'the counter at once', there ? () => counterRaces(() => stack) : untold)
describe(there ? 'gifts at once, on DynamoDB' : 'gifts at once', there ? () => giftRaces(() => stack) : untold)
describe(
  there ? 'check-ins at once, on DynamoDB' : 'check-ins at once',
  there ? () => checkInRaces(() => stack, guests) : untold,
)
describe(there ? 'rewards at once, on DynamoDB' : 'rewards at once', there ? () => streakRaces(() => stack, guests) : untold)
describe(there ? 'vouchers at once, on DynamoDB' : 'vouchers at once', there ? () => voucherRaces(() => stack) : untold)
describe(
  there ? 'the ledger after all of it, on DynamoDB' : 'the ledger after all of it',
  there ? () => ledgerHolds(() => stack) : untold,
)

function untold(): void {
  it.skip('on DynamoDB: there is no Java here', () => {})
}
