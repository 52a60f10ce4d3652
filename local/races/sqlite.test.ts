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

let stack: RaceStack
beforeAll(async () => {
  stack = await raceStack('SQLite')
}, 60_000)
afterAll(() => stack?.stop(), 30_000)

describe('claims at once, on SQLite', () => claimRaces(() => stack, 100))
describe('limits at once, on SQLite', () => limitRaces(() => stack))
describe('seats at once, on SQLite', () => seatRaces(() => stack))
describe('counters without network, on SQLite', () => offlineRaces(() => stack))
describe('the counter at once, on SQLite', () => counterRaces(() => stack))
describe('gifts at once, on SQLite', () => giftRaces(() => stack))
describe('check-ins at once, on SQLite', () => checkInRaces(() => stack, 500))
describe('rewards at once, on SQLite', () => streakRaces(() => stack, 500))
describe('vouchers at once, on SQLite', () => voucherRaces(() => stack))
describe('the ledger after all of it, on SQLite', () => ledgerHolds(() => stack))
