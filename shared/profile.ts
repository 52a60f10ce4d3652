import * as z from 'zod'
import { type Contract, Instant, listInput, listOf, words } from './contract.ts'
import { Me } from './members.ts'
import { purposes } from './privacy-text.ts'

/** A change of mind, for good: nothing is ever taken out of the log. */
export const ConsentFact = z.object({
  purpose: z.enum(purposes),
  given: z.boolean(),
  at: Instant,
  /** The version of the privacy text that was shown. */
  textVersion: z.string(),
})
export type ConsentFact = z.infer<typeof ConsentFact>

/** How a purpose stands now; `at` and `textVersion` are absent where it was never asked: not given. */
export const Consent = ConsentFact.partial({ at: true, textVersion: true })
export type Consent = z.infer<typeof Consent>

/** Digits with an optional country code; spaces and dashes are taken out. */
const Phone = z
  .string()
  .max(24)
  .regex(/^\+?[0-9][0-9 -]{5,22}$/)
  .transform((phone) => phone.replace(/[ -]/g, ''))
  .refine((phone) => /^\+?[0-9]{7,15}$/.test(phone))

export const profileContracts = {
  updateMe: {
    role: 'member',
    summary: 'Keeps a nickname or a phone number, both optional, under the consent `profile`; null takes one out again.',
    input: z.strictObject({ nickname: words(20).nullable().optional(), phone: Phone.nullable().optional() }),
    output: Me,
    refuses: ['consent.needed', 'input.refused_text', 'input.unchecked_text', 'channel.busy', 'table.busy'],
  },
  listConsents: {
    role: 'member',
    summary: 'What the caller allows, purpose by purpose, and every change of it, newest first.',
    input: z.strictObject({ ...listInput }),
    output: listOf(ConsentFact).extend({
      /** The version of the privacy text that holds now. */
      textVersion: z.string(),
      purposes: z.array(Consent),
    }),
    refuses: [],
  },
  setConsent: {
    role: 'member',
    summary: 'Gives or withdraws one consent. It takes effect at once: without `profile`, nickname and phone are gone.',
    input: z.strictObject({ purpose: z.enum(purposes), given: z.boolean() }),
    output: Consent,
    refuses: ['table.busy'],
  },
} as const satisfies Record<string, Contract>
