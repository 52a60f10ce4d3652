import * as z from 'zod'
import { Day, Fen, Id, InstantIn, words } from './contract.ts'
import { Benefit, Scope } from './coupons.ts'
import { Hours, Weekdays } from './hours.ts'

/** When a held coupon may be used: from first to last instant, or so many days from the claim, ending at the store's midnight. */
export const Validity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dates'), from: InstantIn, to: InstantIn }),
  z.strictObject({
    kind: z.literal('days'),
    days: z.int().min(1).max(365),
    startsInDays: z.int().min(0).max(365).optional(),
  }),
])
export type Validity = z.infer<typeof Validity>

/** What a marketer fills in. */
export const BatchForm = z.strictObject({
  title: words(40),
  picture: Id.optional().meta({ description: 'from uploadPicture' }),
  total: z.int().min(1).max(10_000_000),
  perMember: z.int().min(1).max(20),
  perMemberPerDay: z.int().min(1).max(20).optional(),
  perDay: z.int().min(1).max(10_000_000).optional(),
  expectedPerSecond: z.int().min(1).max(10_000).optional().meta({
    description:
      'claims a second that are expected at the start: from 50 on the batch is made for a rush, and takes no caps of a day',
  }),
  rewardOnly: z.literal(true).optional().meta({
    description: 'earned by check-ins alone (a streak names it): nobody claims it and no list shows it; never changed after',
  }),
  benefit: Benefit,
  unitCostFen: Fen.optional(),
  scope: Scope.optional(),
  claim: z.strictObject({ from: InstantIn, to: InstantIn }).optional(),
  validity: Validity,
  weekdays: Weekdays.optional().meta({ description: '1 is Monday; absent: every day' }),
  hours: z.array(Hours).min(1).max(6).optional().meta({ description: 'absent: all day' }),
  blackout: z.array(Day).min(1).max(100).optional().meta({ description: 'days on which it cannot be used' }),
  holidays: z.enum(['included', 'excluded']).optional().meta({
    description:
      'excluded: not on public holidays and days off in lieu of mainland China; a weekend day made a working day is one. Absent: included',
  }),
})
export type BatchForm = z.infer<typeof BatchForm>
