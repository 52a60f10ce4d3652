import * as z from 'zod'
import {
  CheckInAnswer,
  CheckInRules,
  PhoneId,
  PublicKey,
  Review,
  reviewDecisions,
  SignedProof,
  StoreCode,
  toldPlace,
  toldStore,
  Visit,
} from './checkins.ts'
import { type Contract, Id, Instant, listInput, listOf, Trace, words } from './contract.ts'

type Sent = { [field in keyof typeof toldStore | keyof typeof toldPlace | 'signedProof' | 'phoneId']?: unknown }
const isSigned = ({ signedProof, phoneId, storeId, qr, storeCode, lat }: Sent) =>
  signedProof === undefined || (phoneId !== undefined && [storeId, qr, storeCode, lat].every((one) => one === undefined))
const namesStore = ({ signedProof, qr, storeId }: Sent) =>
  signedProof !== undefined || qr !== undefined || storeId !== undefined
const proves = ({ signedProof, qr, storeCode, lat }: Sent) => [signedProof, qr, storeCode, lat].some((one) => one !== undefined)

const rulesForm = CheckInRules.strict()

export const checkInContracts = {
  getStoreCode: {
    role: ['clerk', 'marketer'],
    summary:
      'What the counter of a store shows: a QR that changes every 30 s, a code to type, and the QR of the printed sign. Ask again after refreshSeconds.',
    input: z.strictObject({ storeId: Id }),
    output: StoreCode,
    refuses: ['store.not_found'],
  },
  checkIn: {
    role: 'member',
    summary:
      'Proves presence in a store by its QR, live or printed, or its typed code, and the place. One a business day: a repeat gives the same answer. What is doubtful waits for the merchant (review); a bad proof is answered with the decision refuse and its reasons, writes nothing and does not use up the day. The place is forgotten once it is judged. `signedProof`, alone with `phoneId`, is what a registered phone signed without network in the last 24 hours (its text: v, memberId, at, nonce, and the other fields as here); it scores lower. `phoneId` counts where the phone is registered.',
    input: z
      .strictObject({
        ...toldStore,
        ...toldPlace,
        phoneId: PhoneId.optional(),
        signedProof: SignedProof.optional(),
        trace: Trace.optional(),
      })
      .refine(isSigned, { path: ['signedProof'], message: 'send it alone, with phoneId' })
      .refine(namesStore, { path: ['storeId'], message: 'send qr or storeId' })
      .refine(proves, { path: ['qr'], message: 'send a proof' }),
    output: CheckInAnswer,
    refuses: ['store.not_found', 'store.closed', 'code.too_many_tries'],
  },
  registerPhone: {
    role: 'member',
    summary:
      'Makes a phone known under the consent `device`, with the public half of a key (Ed25519) that never leaves it: then it can prove a check-in that it signed without network. A repeat changes nothing; with the sixth phone the oldest is forgotten.',
    input: z.strictObject({ phoneId: PhoneId, publicKey: PublicKey }),
    output: z.object({ since: Instant }),
    refuses: ['consent.device_needed'],
  },
  getCheckInRules: {
    role: ['manager', 'marketer'],
    summary: "What the caller's merchant set about check-ins, or what holds where nobody set anything (version 0).",
    input: z.strictObject({}),
    output: CheckInRules.extend({ version: z.int() }),
    refuses: [],
  },
  setCheckInRules: {
    role: 'marketer',
    audit: [...Object.keys(CheckInRules.shape), 'version'],
    summary:
      'Sets what holds for check-ins from now on; `version` is the one it was made on. Visits that were judged stay as they are.',
    input: rulesForm.extend({ version: z.int().min(0) }),
    output: CheckInRules.extend({ version: z.int() }),
    refuses: ['version.stale'],
  },
  listReviews: {
    role: ['manager', 'marketer'],
    summary: 'Check-ins that wait for the merchant, oldest first; a manager sees those of the own stores.',
    input: z.strictObject({ ...listInput }),
    output: listOf(Review),
    refuses: [],
  },
  decideReview: {
    role: ['manager', 'marketer'],
    audit: ['decision', 'reason'],
    summary: 'Says once whether a visit that waits counts. Nobody decides on an own visit.',
    input: z.strictObject({ visitId: Id, decision: z.enum(reviewDecisions), reason: words(100) }),
    output: Review,
    refuses: ['visit.not_found', 'visit.own', 'visit.decided'],
  },
  listMyVisits: {
    role: 'member',
    summary: "The caller's visits, last day first.",
    input: z.strictObject({ ...listInput }),
    output: listOf(Visit),
    refuses: [],
  },
  getVisit: {
    role: 'member',
    summary: 'One visit of the caller.',
    input: z.strictObject({ visitId: Id }),
    output: Visit,
    refuses: ['visit.not_found'],
  },
} as const satisfies Record<string, Contract>
