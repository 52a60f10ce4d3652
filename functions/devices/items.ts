import type { ConflictCode } from '../../shared/exceptions.ts'
import { bare, shortNameOf } from '../kernel/ids.ts'
import type { Item, Key } from '../kernel/table/table.ts'

/**
 * A phone or tablet that may redeem without network, of one person in one store. What it may still owe stands in `left` and `leftFen`, and
 * how far its queue is known in `counter` and `head`: an entry is taken under all four, so that none is too much, left out or repeated.
 */
export interface DeviceItem extends Item {
  deviceId: string
  memberId: string
  merchantId: string
  storeId: string
  /** Ed25519, base64url. */
  publicKey: string
  since: string
  /** The last entry that was taken, and its fingerprint. */
  counter: number
  head: string
  left: number
  leftFen: number
  /** When it was last in touch: no entry counts as made before that, nor long after. */
  grantedAt: string
  /** How far its clock was behind ours then, in milliseconds. */
  driftMs?: number
}

/** Why an entry cannot be redeemed, and who had done it already. */
export type Why = { code: ConflictCode; use?: { by: string; at: string; storeId: string } }

/**
 * One redemption of a device's queue: the fact that it was handed over. `taken` until it is judged, once and for good; its code is not
 * kept, only what it stood for.
 */
export interface EntryItem extends Item {
  deviceId: string
  counter: number
  /** Fingerprint of the signed text. */
  head: string
  merchantId: string
  storeId: string
  by: string
  byId: string
  byRole: string
  /** When it counts as made, and what the device's clock said. */
  at: string
  madeAt: string
  /** The coupon or voucher; absent where the code was none of ours. */
  thing?: string
  uses?: number
  fen: number
  totalFen?: number
  receiptNo?: string
  state: 'taken' | 'done' | 'conflict'
  redemptionId?: string
  why?: Why
}

/** So many devices a person can have at once. */
export const mostDevices = 5

export const deviceKey = (memberId: string, nth: number): Key => ({ pk: `DEVICES#${memberId}`, sk: `DEVICE#${nth}` })

/** Names its place: whose it is and which of theirs; and, for the place is used again, the key it was registered with. */
export function deviceIdOf(memberId: string, nth: number, storeId: string, publicKey: string): string {
  return `dev_${bare(memberId)}${nth}${shortNameOf(`${storeId}#${publicKey}`)}`
}

export function placeOfDevice(deviceId: string): { memberId: string; key: Key } | undefined {
  const match = /^dev_([0-9A-HJKMNP-TV-Z]{26})([1-9])[0-9A-HJKMNP-TV-Z]{10}$/.exec(deviceId)
  return match ? { memberId: `mbr_${match[1]}`, key: deviceKey(`mbr_${match[1]}`, Number(match[2])) } : undefined
}

export const entryPrefix = 'ENTRY#'
export const entryKey = (deviceId: string, counter: number): Key => ({
  pk: `DEVICE#${deviceId}`,
  sk: `${entryPrefix}${String(counter).padStart(6, '0')}`,
})

/** Of what an entry that cannot be redeemed becomes. */
export const exceptionOfEntry = ({ deviceId, counter }: Pick<EntryItem, 'deviceId' | 'counter'>) =>
  `exc_o${bare(deviceId)}-${counter}`
