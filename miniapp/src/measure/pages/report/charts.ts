import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { barsOf } from '../../chart/bars'
import { courseOf } from '../../chart/course'
import type { Look } from '../../chart/paper'
import { partsOf } from '../../chart/parts'
import { copy } from './copy'

export type Report = OutputOf<'getReport'>
export type Part = NonNullable<Report['comparedWith']>
export type Figure = Report['howComputed'][number]['figure']
/** What the reader's language calls a figure. */
export type Names = (figure: Figure) => string

const steps = ['opened', 'claimed', 'ordered', 'paid', 'redeemed'] as const
export const percentOf = (part: number, whole: number): string => (whole > 0 ? `${Math.round((part / whole) * 100)}%` : '—')

/** Each step with its share of the one before; ordering begins anew, since who buys did not claim. */
export function funnelOf({ total }: Part, names: Names, width: number): string {
  const whole = { opened: 0, claimed: total.opened, ordered: 0, paid: total.ordered, redeemed: total.claimed + total.paid }
  const rows = steps.filter((step) => total[step] > 0 || step === 'opened' || step === 'claimed' || step === 'redeemed')
  const said = (value: number, _: number, row: number) => {
    const of = whole[rows[row] ?? 'opened']
    return of > 0 ? copy.ofBefore(String(value), percentOf(value, of)) : String(value)
  }
  const series = [{ name: copy.funnel, look: 'solid' as Look }]
  return barsOf({ rows: rows.map((step) => ({ name: names(step), values: [total[step]] })), series, said, unknown: '', width })
}

const pairs = [
  ['claimed', 'newClaimed', 'returningClaimed'],
  ['paid', 'newPaid', 'returningPaid'],
  ['redeemed', 'newRedeemed', 'returningRedeemed'],
] as const

export function newOnesOf({ total }: Part, names: Names, width: number): string {
  const rows = pairs.filter(([all]) => total[all] > 0 || all !== 'paid')
  const told = (part: number, whole: number) => `${part} (${percentOf(part, whole)})`
  return partsOf({
    rows: rows.map(([all, fresh, again]) => ({ name: `${names(all)} ${total[all]}`, values: [total[fresh], total[again]] })),
    series: [
      { name: copy.newOnes, look: 'solid' },
      { name: copy.returning, look: 'stripes' },
    ],
    said: (row) => {
      const [all, fresh, again] = rows[row] ?? pairs[0]
      return copy.parts(told(total[fresh], total[all]), told(total[again], total[all]))
    },
    width,
  })
}

export function bearersOf({ bearers, total }: Part, names: Names, width: number): string {
  const looks: Look[] = ['solid', 'stripes', 'dots']
  const own = bearers.filter(({ percent }) => percent > 0)
  return partsOf({
    rows: [{ name: `${names('discountFen')} ${yuan(total.discountFen)}`, values: own.map(({ fen }) => fen) }],
    series: own.map(({ bearer }, nth) => ({ name: copy[bearer], look: looks[nth] ?? 'bare' })),
    said: () => own.map(({ bearer, percent, fen }) => copy.share(copy[bearer], percent, yuan(fen))).join('  '),
    width,
  })
}

/** Of each arm, how many of a hundred came to something. */
export function armsOf(lift: NonNullable<Part['lift']>, width: number): string {
  const arms = [lift.shown, lift.heldOut]
  const shares = arms.map(({ converted, members }) => (members > 0 ? (converted / members) * 100 : 0))
  return barsOf({
    rows: [copy.shown, copy.heldOut].map((name, nth) => ({ name, values: [shares[nth]] })),
    series: [{ name: copy.came, look: 'solid' }],
    said: (value, _, row) => copy.cameOf(arms[row]?.converted ?? 0, arms[row]?.members ?? 0, `${value.toFixed(1)}%`),
    ...{ unknown: '', width },
  })
}

/** Days and hours as a course, everything else as bars. */
export function brokenDown(report: Report, names: Names, width: number): string {
  const { by, lines } = report
  const series = [
    { name: names('claimed'), look: 'solid' as Look, of: 'claimed' as const },
    { name: names('redeemed'), look: 'stripes' as Look, of: 'redeemed' as const },
  ]
  if ((by === 'day' || by === 'hour') && lines.length > 1)
    return courseOf({
      names: lines.map(({ name }) => (by === 'day' ? name.slice(5) : name)),
      series: series.map(({ name, of }) => ({ name, values: lines.map((line) => line[of]) })),
      said: String,
      ...{ width, height: 260 },
    })
  const rows = lines.map((line) => ({ name: line.name, values: series.map(({ of }) => line[of]) }))
  return barsOf({ rows, series, said: String, unknown: '', width })
}

/** Money of each line: what it brought and what it cost. */
export function moneyBy({ lines }: Report, names: Names, width: number): string {
  const series = [
    { name: names('marginFen'), look: 'solid' as Look },
    { name: names('costFen'), look: 'dots' as Look },
  ]
  const rows = lines.map(({ name, marginFen, costFen }) => ({ name, values: [marginFen, costFen] }))
  return barsOf({ rows, series, said: (value) => yuan(value), unknown: copy.notTold, width })
}

const compared = ['claimed', 'redeemed'] as const
const comparedSums = ['netRevenueFen', 'discountFen', 'mediaFen', 'marginFen'] as const

/** Two charts, since counts and money have no scale in common. */
export function bothOf(own: Part, other: Part, names: Names, width: number): { counts: string; sums: string } {
  const series = [
    { name: own.name, look: 'solid' as Look },
    { name: other.name, look: 'stripes' as Look },
  ]
  const counts = compared.map((figure) => ({ name: names(figure), values: [own.total[figure], other.total[figure]] }))
  const sums = comparedSums.map((figure) => ({ name: names(figure), values: [own.total[figure], other.total[figure]] }))
  return {
    counts: barsOf({ rows: counts, series, said: String, unknown: '', width }),
    sums: barsOf({ rows: sums, series, said: (value) => yuan(value), unknown: copy.notTold, width }),
  }
}
