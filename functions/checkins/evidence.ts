import type { SignedProof } from '../../shared/checkins.ts'
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

/** Refuses with checkin.qr_invalid, checkin.wrong_store, checkin.too_late, phone.*. */
export async function readEvidence(table: Table, memberId: string, asked: Asked, now: Date): Promise<Evidence> {
  const { signedProof, phoneId = '' } = asked
  const signed = signedProof && (await openProof(table, memberId, phoneId, signedProof))
  const sent: Sent = signed ?? asked
  const qr = sent.qr === undefined ? undefined : await readStoreQr(sent.qr.trim(), now)
  const storeId = sent.storeId ?? qr?.storeId
  if (storeId === undefined) throw new Problem('input.invalid', { field: 'signedProof.text' })
  if (qr && qr.storeId !== storeId) throw new Problem('checkin.wrong_store', { field: 'qr', details: { storeId: qr.storeId } })
  const place = placeOf(sent)
  const { accuracy = usualAccuracy, mock = false, storeCode } = sent
  const by = qr?.shown ? 'qr' : storeCode !== undefined ? 'code' : qr ? 'sign' : 'place'
  const when = signed ? lateTime(new Date(signed.at), by, qr, now) : { at: now }
  return {
    ...{ storeId, by, ...when },
    place: place && { ...place, accuracy, mock },
    isOver: qr?.shown !== undefined && qr.shown.to <= when.at,
    storeCode: by === 'code' ? storeCode : undefined,
  }
}

/**
 * When a late check-in was made. The half minute in which its live QR was shown is the time, whatever the phone's clock said; digits
 * have to be those of the time that it says. Nothing else proves a time: then it is judged as one of now.
 */
function lateTime(said: Date, by: Told['by'], qr: StoreQr | undefined, now: Date): Pick<Evidence, 'at' | 'late'> {
  const { from, to } = qr?.shown ?? { from: said, to: new Date(said.getTime() + 1) }
  const at = new Date(Math.min(Math.max(said.getTime(), from.getTime()), to.getTime() - 1, now.getTime()))
  if (at.getTime() < now.getTime() - lateHours * 3_600_000) throw new Problem('checkin.too_late', { field: 'signedProof' })
  const timeProven = by === 'qr' || by === 'code'
  return { at: timeProven ? at : now, late: { timeProven } }
}
