import type { CallOf, OutputOf } from '../../../../shared/api.ts'
import { offerIn } from '../../../../shared/offline.ts'
import { Problem } from '../../../../shared/problem.ts'
import { type Code, sentence } from '../../../../shared/problems.ts'
import { settle } from '../../../../shared/settle.ts'
import { language } from '../../platform/language'
import { verifiedCode } from './code'
import { copy } from './copy'
import type { Grant, Kept } from './kept'

export type Preview = OutputOf<'previewRedemption'>
type Scan = CallOf<'redeem'>
type Offer = Grant['offers'][number]
/** What it is and what it is worth; or why this phone cannot say so without network. */
export type Judged = { preview: Preview; thing: string; fen: number } | { no: string }

const words = (code: Code) => ({ no: sentence(code, language) })

/** What the phone can say of a code by itself. The server says the last word when it is in touch again. */
export function judgeOffline(kept: Kept, scan: Scan, now: number): Judged {
  const { grant, queue } = kept
  if (scan.code === undefined) return { no: copy.typedNot }
  const code = verifiedCode(scan.code, grant.keys)
  if (!code) return words('code.invalid')
  if (code.until <= now) return words('code.expired')
  if (Date.parse(grant.until) <= now) return words('device.grant_over')
  if (queue.some(({ thing }) => thing === code.id)) return { no: copy.already }
  const offer = grant.offers.find(({ offerId }) => offerId === offerIn(code.id))
  if (!offer) return { no: copy.notKnown }
  if (offer.unsure) return { no: copy.unsure }
  const isOpen = offer.open.some(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to))
  if (!isOpen) return words('coupon.outside_hours')
  const { uses = 1 } = scan
  if (uses > (offer.uses ?? 1)) return words('voucher.uses_exceeded')
  const { fen, ...settled } = settledHere(offer, scan)
  const owed = queue.reduce((sum, { entry }) => sum + entry.fen, fen)
  if (queue.length >= grant.cap.redemptions || owed > grant.cap.fen) return words('device.cap_reached')
  const preview = { ...shown(offer, code.id, new Date(code.until).toISOString()), ...settled }
  return { preview, thing: code.id, fen }
}

/** What it comes to, by the very rule of the server. */
function settledHere({ kind, benefit, scope, useFen = 0 }: Offer, { uses = 1, bill }: Scan) {
  if (kind === 'voucher' || !benefit) return { usable: true, billNeeded: false, fen: uses * useFen, discountFen: 0, uses }
  try {
    const settled = settle({ benefit, scope }, bill)
    const fen = benefit.kind === 'gift' ? benefit.valueFen : settled.discountFen
    return { usable: true, billNeeded: false, fen, ...settled }
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    const { code } = problem
    const isBill = code === 'coupon.bill_needed'
    const why = { code, message: sentence(code, language) }
    return { usable: isBill, billNeeded: isBill, linesNeeded: isBill && scope !== undefined, why, fen: 0 }
  }
}

function shown({ kind, title, rules, benefit, scope, uses }: Offer, thing: string, until: string): Preview {
  const id = kind === 'coupon' ? { couponId: thing } : { voucherId: thing }
  const all = uses === undefined ? {} : { usesLeft: uses }
  return {
    ...{ kind, title, rules, benefit, scope, ...id, ...all },
    // Whose it is and how long it lasts the code does not say.
    ...{ member: '', state: 'valid', usableFrom: until, usableTo: until, usable: true, billNeeded: false, linesNeeded: false },
  }
}
