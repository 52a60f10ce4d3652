import * as z from 'zod'
import { StoreCode, Visit } from './checkins.ts'
import { type Contract, Id, listInput, listOf, Trace } from './contract.ts'

/** A place as the phone says it, GCJ-02; `accuracy` in metres. */
const told = {
  lat: z.number().min(-90).max(90).optional(),
  lng: z.number().min(-180).max(180).optional(),
  accuracy: z.number().min(0).max(1_000_000).optional(),
  /** The platform says that the place was made up. */
  mock: z.boolean().optional(),
}

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
      'Proves presence in a store by its QR, live or printed, and the place. One a business day: a repeat gives the same answer. What is doubtful waits for the merchant; what cannot be is refused with the reasons. The place is forgotten once it is judged.',
    input: z
      .strictObject({
        /** Needed where no QR names the store. */
        storeId: Id.optional(),
        qr: z.string().max(600).optional(),
        ...told,
        trace: Trace.optional(),
      })
      .refine(({ qr, storeId }) => qr !== undefined || storeId !== undefined, {
        path: ['storeId'],
        message: 'send qr or storeId',
      })
      .refine(({ qr, lat }) => qr !== undefined || lat !== undefined, { path: ['qr'], message: 'send a proof' }),
    output: Visit,
    refuses: [
      'store.not_found',
      'store.closed',
      'checkin.qr_invalid',
      'checkin.qr_expired',
      'checkin.wrong_store',
      'checkin.refused',
    ],
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
