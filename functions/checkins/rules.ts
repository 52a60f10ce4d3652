import type { CheckInRules, VisitReason } from '../../shared/checkins.ts'

/** Fast trains are slower on the whole than 800 km/h, flights with their airports too. */
export const usualRules: CheckInRules = {
  fenceMetres: 300,
  farMetres: 5000,
  allowFrom: 60,
  reviewFrom: 10,
  speedKmh: 800,
  accountsPerPhone: 3,
  printedSign: true,
}

/** Metres at least, and seconds. */
export interface Journey {
  metres: number
  seconds: number
}

/** What a check-in says, without where it was: how far from the store, how sure. */
export interface Told {
  /** The strongest thing that names the store. */
  by: 'qr' | 'code' | 'sign' | 'place'
  /** Metres from the store, and how far off that may be; absent where no place was told. */
  place?: { metres: number; accuracy: number; mock: boolean } | undefined
  /** Between this proof and each of the member's last ones. */
  journeys?: Journey[]
  /** Members who use this phone; absent where it is not known. */
  accounts?: number | undefined
  /** Signed on the phone without network; whether a fresh code in it proves the time. */
  late?: { timeProven: boolean } | undefined
}

/** What each reason adds to the score. */
export const pointsOf: { readonly [reason in VisitReason]: number } = {
  'qr.live': 60,
  'qr.foreign': 0,
  'qr.expired': 0,
  'qr.wrong_store': 0,
  'code.wrong': 0,
  'code.expired': 0,
  'code.typed': 45,
  'sign.printed': 25,
  'proof.place_only': 10,
  'place.near': 40,
  'place.vague': 10,
  'place.unsure': -15,
  'place.outside': -40,
  'place.far': -100,
  'place.mocked': -20,
  'travel.fast': -30,
  'travel.impossible': -100,
  'phone.shared': -20,
  'late.signed': -20,
  'late.time_unproven': -10,
  'late.too_late': 0,
  'late.unknown_phone': 0,
  'late.signature_wrong': 0,
  'sign.not_taken': -100,
  'score.too_low': 0,
  'visit.erased': 0,
}

/** With these nobody is there, whatever else is proven. */
const refusing: readonly VisitReason[] = ['place.far', 'travel.impossible', 'sign.not_taken']
/** These a person looks at, however much else is proven. */
const doubtful: readonly VisitReason[] = [
  'proof.place_only',
  'place.unsure',
  'place.outside',
  'place.mocked',
  'travel.fast',
  'phone.shared',
  'late.time_unproven',
]

/** A phone that does not say how sure it is of the place is taken to be as sure as WeChat's fuzzy location. */
export const usualAccuracy = 1000
/** A place that may be off by more says little, even where it fits. */
const vagueFrom = 500

export interface Judged {
  decision: 'allow' | 'review' | 'refuse'
  score: number
  reasons: VisitReason[]
}

/** Allow, review or refuse, with the reasons. The same facts are always judged the same. */
export function judge(told: Told, rules: CheckInRules): Judged {
  const reasons = [...proofOf(told, rules), ...placeOf(told, rules), ...doubtsAbout(told, rules)]
  const sum = reasons.reduce((score, reason) => score + pointsOf[reason], 0)
  const score = Math.min(100, Math.max(0, sum))
  if (reasons.some((reason) => refusing.includes(reason))) return { decision: 'refuse', score, reasons }
  if (score < rules.reviewFrom) return { decision: 'refuse', score, reasons: [...reasons, 'score.too_low'] }
  const isDoubtful = score < rules.allowFrom || reasons.some((reason) => doubtful.includes(reason))
  return { decision: isDoubtful ? 'review' : 'allow', score, reasons }
}

function proofOf({ by }: Told, { printedSign }: CheckInRules): VisitReason[] {
  if (by === 'qr') return ['qr.live']
  if (by === 'code') return ['code.typed']
  if (by === 'place') return ['proof.place_only']
  return printedSign ? ['sign.printed'] : ['sign.printed', 'sign.not_taken']
}

function placeOf({ place }: Told, { fenceMetres, farMetres }: CheckInRules): VisitReason[] {
  if (!place) return []
  // A made-up place says only that somebody makes up places.
  if (place.mock) return ['place.mocked']
  const { metres, accuracy } = place
  const nearest = metres - accuracy
  if (nearest > farMetres) return ['place.far']
  if (nearest > fenceMetres) return ['place.outside']
  if (metres > fenceMetres) return ['place.unsure']
  return accuracy > vagueFrom ? ['place.vague'] : ['place.near']
}

function doubtsAbout({ journeys = [], accounts = 0, late }: Told, { speedKmh, accountsPerPhone }: CheckInRules): VisitReason[] {
  // Clocks and cells are coarse: under a minute is a minute.
  const kmh = Math.max(0, ...journeys.map(({ metres, seconds }) => (metres / Math.max(60, seconds)) * 3.6))
  return [
    ...(kmh > speedKmh ? ['travel.impossible' as const] : kmh > speedKmh / 2 ? ['travel.fast' as const] : []),
    ...(accounts > accountsPerPhone ? ['phone.shared' as const] : []),
    ...(late ? ['late.signed' as const] : []),
    ...(late && !late.timeProven ? ['late.time_unproven' as const] : []),
  ]
}
