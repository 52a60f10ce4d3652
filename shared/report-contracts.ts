import * as z from 'zod'
import { type Contract, Day, Id, InstantIn } from './contract.ts'
import { fileTypes, Report, reportBys } from './reports.ts'

/** An instant stands for the day it falls on where the merchant is. */
const DayOrInstant = z.union([Day, InstantIn])

const asked = {
  promotionId: Id,
  from: DayOrInstant.optional().meta({ description: "a day, or an instant of it; absent: the promotion's first day" }),
  to: DayOrInstant.optional().meta({ description: 'the last day, or an instant of it; absent: today' }),
  by: z.enum(reportBys).optional().meta({ description: 'absent: touchpoint' }),
}

export const reportContracts = {
  getReport: {
    role: 'marketer',
    summary:
      'What a promotion has brought and what it cost, from the log of events: some seconds old at most. With another promotion beside it for comparison.',
    input: z.strictObject({ ...asked, compareWithId: Id.optional() }),
    output: Report,
    refuses: ['promotion.not_found', 'report.bad_range'],
  },
} as const satisfies Record<string, Contract>

/** Apart, since what writes spreadsheets is large. */
export const exportContracts = {
  exportReport: {
    role: 'marketer',
    summary: 'The same as a file: CSV that Excel opens, or XLSX with a sheet that says how each figure is made.',
    input: z.strictObject({ ...asked, fileType: z.enum(fileTypes) }),
    output: z.object({ name: z.string(), type: z.string(), bytes: z.base64() }),
    refuses: ['promotion.not_found', 'report.bad_range'],
  },
} as const satisfies Record<string, Contract>
