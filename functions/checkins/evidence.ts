import type { SignedProof, VisitReason } from '../../shared/checkins.ts'
import { Problem } from '../../shared/problem.ts'
import type { Table } from '../kernel/table/table.ts'
import { type Place, placeOf } from '../stores/stores.ts'
import { lateHours, openProof } from './late.ts'
import { type Told, usualAccuracy } from './rules.ts'
import { readStoreQr, type StoreQr } from './store-codes.ts'

interface Sent {
  storeId?: string | undefined
  qr?: string | undefined
  storeCode?: string | undefined
  lat?: number | undefined
  lng?: number | undefined
  accuracy?: number | undefined
  mock?: boolean | undefined
}

/** What a phone sends. */
export interface Asked extends Sent {
  phoneId?: string | undefined
  signedProof?: SignedProof | undefined
}

/** What was sent, once it is known to be genuine; whether it is enough is not said here. */
export interface Evidence {
  storeId: string
  by: Told['by']
  /** When the member was there: now, or when a fresh code of the store proves it. */
  at: Date
  place?: (Place & { accuracy: number; mock: boolean }) | undefined
  /** The live QR was shown too long ago. */
  isOver: boolean
  /** Digits that have to be tried yet. */
  storeCode?: string | undefined
  late?: Told['late']
}

/** What was sent, or the reason why it is worth nothing. Refuses with input.invalid half a place, and a signed text of another form. */
export async function readEvidence(table: Table, memberId: string, asked: Asked, now: Date): Promise<Evidence | VisitReason> {
  const { signedProof, phoneId = '' } = asked
  const signed = signedProof && (await openProof(table, memberId, phoneId, signedProof))
  if (typeof signed === 'string') return signed
  const sent: Sent = signed ?? asked
  const qr = sent.qr === undefined ? undefined : await readStoreQr(sent.qr.trim(), now)
  if (sent.qr !== undefined && !qr) return 'qr.foreign'
  const storeId = sent.storeId ?? qr?.storeId
  if (storeId === undefined) throw new Problem('input.invalid', { field: 'signedProof.text' })
  if (qr && qr.storeId !== storeId) return 'qr.wrong_store'
  const place = placeOf(sent)
  const { accuracy = usualAccuracy, mock = false, storeCode } = sent
  const by = qr?.shown ? 'qr' : storeCode !== undefined ? 'code' : qr ? 'sign' : 'place'
  const when = signed ? lateTime(new Date(signed.at), by, qr, now) : { at: now }
  if (!when) return 'late.too_late'
  return {
    ...{ storeId, by, ...when },
    place: place && { ...place, accuracy, mock },
    isOver: qr?.shown !== undefined && qr.shown.to <= when.at,
    storeCode: by === 'code' ? storeCode : undefined,
  }
}

/**
 * When a late check-in was made. The half minute in which its live QR was shown is the time, whatever the phone's clock said; digits
 * have to be those of the time that it says. Nothing else proves a time: then it is judged as one of now. Undefined: too late.
 */
function lateTime(said: Date, by: Told['by'], qr: StoreQr | undefined, now: Date): Pick<Evidence, 'at' | 'late'> | undefined {
  const { from, to } = qr?.shown ?? { from: said, to: new Date(said.getTime() + 1) }
  const at = new Date(Math.min(Math.max(said.getTime(), from.getTime()), to.getTime() - 1, now.getTime()))
  if (at.getTime() < now.getTime() - lateHours * 3_600_000) return undefined
  const timeProven = by === 'qr' || by === 'code'
  return { at: timeProven ? at : now, late: { timeProven } }
}
