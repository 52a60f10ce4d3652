import { judge, type Told, usualRules } from './rules.ts'

const near = { metres: 50, accuracy: 30, mock: false }
const cases: [string, Told, 'allow' | 'review' | 'refuse', number][] = [
  ['the live QR at the store', { by: 'qr', place: near }, 'allow', 100],
  ['the live QR alone', { by: 'qr' }, 'allow', 60],
  ['typed digits at the store', { by: 'code', place: near }, 'allow', 85],
  ['typed digits alone', { by: 'code' }, 'review', 45],
  ['a printed sign at the store', { by: 'sign', place: near }, 'allow', 65],
  ['a printed sign alone', { by: 'sign' }, 'review', 25],
  ['the place alone', { by: 'place', place: near }, 'review', 50],
  ['the live QR, where the phone is not sure but fits', { by: 'qr', place: { ...near, accuracy: 2000 } }, 'allow', 70],
  ['the live QR, 600 m away, give or take 500', { by: 'qr', place: { metres: 600, accuracy: 500, mock: false } }, 'review', 45],
  ['the live QR, 600 m away for sure', { by: 'qr', place: { metres: 600, accuracy: 20, mock: false } }, 'review', 20],
  ['a printed sign, 600 m away for sure', { by: 'sign', place: { metres: 600, accuracy: 20, mock: false } }, 'refuse', 0],
  ['the live QR, 6 km away for sure', { by: 'qr', place: { metres: 6000, accuracy: 20, mock: false } }, 'refuse', 0],
  ['the live QR and a made-up place', { by: 'qr', place: { ...near, mock: true } }, 'review', 40],
  ['the place alone, and made up', { by: 'place', place: { ...near, mock: true } }, 'refuse', 0],
  ['1,000 km in an hour', { by: 'qr', place: near, journeys: [{ metres: 1_000_000, seconds: 3600 }] }, 'refuse', 0],
  ['500 km in an hour', { by: 'qr', place: near, journeys: [{ metres: 500_000, seconds: 3600 }] }, 'review', 70],
  ['300 km in an hour', { by: 'qr', place: near, journeys: [{ metres: 300_000, seconds: 3600 }] }, 'allow', 100],
  ['1 km in the same second', { by: 'qr', journeys: [{ metres: 1000, seconds: 0 }] }, 'allow', 60],
  ['three accounts on a phone', { by: 'qr', place: near, accounts: 3 }, 'allow', 100],
  ['four accounts on a phone', { by: 'qr', place: near, accounts: 4 }, 'review', 80],
  [
    'signed without network, with a code that proves the time',
    { by: 'qr', place: near, late: { timeProven: true } },
    'allow',
    80,
  ],
  ['signed without network at a sign', { by: 'sign', place: near, late: { timeProven: false } }, 'review', 35],
]

it.each(cases)('%s', (_what, told, decision, score) => {
  expect(judge(told, usualRules)).toMatchObject({ decision, score })
})

describe('thresholds of the merchant', () => {
  it('decide how near, how much and how many, and whether a printed sign is taken', () => {
    const told: Told = { by: 'sign', place: near }
    expect(judge(told, { ...usualRules, allowFrom: 66 }).decision).toBe('review')
    expect(judge(told, { ...usualRules, printedSign: false })).toMatchObject({
      decision: 'refuse',
      reasons: ['sign.printed', 'sign.not_taken', 'place.near'],
    })
    expect(judge({ ...told, place: { ...near, metres: 400 } }, { ...usualRules, fenceMetres: 500 }).decision).toBe('allow')
    expect(judge({ by: 'sign' }, { ...usualRules, reviewFrom: 26 }).reasons).toContain('score.too_low')
  })
})
