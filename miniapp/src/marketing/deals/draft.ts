import type { OutputOf } from '../../../../shared/api.ts'
import { yuanDigits } from '../../../../shared/money.ts'
import { dayAfter } from '../form/draft'

export type Deal = OutputOf<'createDeal'>

/** What the form holds, as it was typed: nothing is read into numbers until it is sent. */
export interface DealDraft {
  /** Of the promotion, where the deal brings its own: days, the last one counts. */
  name: string
  from: string
  to: string
  title: string
  picture: string
  alone: string
  /** Empty: none. */
  list: string
  unitCost: string
  /** The ladder; a row with nothing in it does not count. */
  steps: { size: string; price: string }[]
  hours: string
  sponsored: string
  total: string
  perMember: string
  uses: string
  days: string
  refundable: 'until_used' | 'never'
  /** Of the two at most one; both empty: those of the promotion, or all. */
  storeIds: string[]
  storeSetId: string
}

export type DealField = keyof DealDraft

export function blankDeal(today: string): DealDraft {
  return {
    ...{ name: '', from: today, to: dayAfter(today, 29), title: '', picture: '', alone: '', list: '', unitCost: '' },
    ...{
      steps: [
        { size: '2', price: '' },
        { size: '3', price: '' },
      ],
      hours: '24',
      sponsored: '',
    },
    ...{ total: '100', perMember: '2', uses: '1', days: '30', refundable: 'until_used', storeIds: [], storeSetId: '' },
  }
}

/** What stands, as it would have been typed. */
export function filledDeal(deal: Deal, today: string): DealDraft {
  const money = (fen: number | undefined) => (fen === undefined ? '' : yuanDigits(fen))
  return {
    ...blankDeal(today),
    ...{ title: deal.title, picture: deal.picture ?? '', refundable: deal.refundable },
    ...{ alone: money(deal.aloneFen), list: money(deal.listFen), unitCost: money(deal.unitCostFen) },
    steps: deal.ladder.map(({ size, priceFen }) => ({ size: String(size), price: money(priceFen) })),
    ...{ hours: String(deal.groupHours), sponsored: deal.sponsoredSeats ? String(deal.sponsoredSeats) : '' },
    ...{ total: String(deal.total), perMember: String(deal.perMember) },
    ...{ uses: String(deal.voucher.uses), days: String(deal.voucher.validDays) },
    ...{ storeIds: deal.voucher.storeIds ?? [], storeSetId: deal.voucher.storeSetId ?? '' },
  }
}
