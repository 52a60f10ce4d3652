import type { GiftState } from '../../shared/coupons.ts'
import type { Gift } from '../../shared/gifts.ts'
import type { Language } from '../../shared/problems.ts'
import { findRules, type GivingOf, giftPlace, giftStateOf, rulesInWords, shownGiving } from '../coupons/coupons.ts'
import { findTerms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers, maskedName } from '../members/members.ts'
import { type Holding, isVoucher } from '../redemptions/redemptions.ts'
import { takenPlace, termsInWords } from '../vouchers/vouchers.ts'

/** A gift with the coupon or voucher it is, and the number of its giver. */
export interface Given {
  holding: Holding
  number: string
  giving: GivingOf
  /** It has gone out again since, so this giving has come back. */
  isEarlier: boolean
}

/** The giving of a token as its coupon or voucher tells it. */
export function givenAs(gift: { token: string; at: string; until: string }, holding: Holding, number: string): Given {
  const { token, at, until } = gift
  const isEarlier = holding.giving?.token !== token
  return { holding, number, giving: isEarlier || !holding.giving ? { token, at, until } : holding.giving, isEarlier }
}

export function stateIn({ holding, giving, isEarlier }: Given, now: Date): GiftState {
  return isEarlier ? 'came_back' : giftStateOf(giving, holding.usableTo, now)
}

/** What the caller may see of it: who took it only the giver, where it is now only who has it, and what it cost nobody. */
export async function shownGift(
  table: Table,
  given: Given,
  memberId: string | undefined,
  language: Language,
  now: Date,
): Promise<Gift> {
  const { holding, number, giving } = given
  const { zone, ...words } = await shownHolding(table, holding, language, now)
  const isGiver = memberId === holding.memberId
  const takerId = giving.takenById
  const isTaker = memberId !== undefined && memberId === takerId
  const takenBy = isGiver && takerId ? (await maskedMembers(table, [takerId], language)).get(takerId) : undefined
  const { takenAt, ...told } = shownGiving(giving, holding.usableTo, takenBy, zone, now)
  return {
    ...told,
    ...words,
    from: maskedName(number, language),
    state: stateIn(given, now),
    ...(isGiver && { mine: 'given', ...idsOf(holding) }),
    ...(isTaker && { mine: 'taken', ...takenIds(holding, memberId, giving.token) }),
    takenAt: isGiver || isTaker ? takenAt : undefined,
  }
}

const idsOf = (holding: Holding) => (isVoucher(holding) ? { voucherId: holding.voucherId } : { couponId: holding.couponId })
const takenIds = (holding: Holding, memberId: string, token: string) =>
  isVoucher(holding)
    ? { voucherId: takenPlace(memberId, holding.dealId, token).voucherId }
    : { couponId: giftPlace(memberId, holding.batchId, token).couponId }

async function shownHolding(table: Table, holding: Holding, language: Language, now: Date) {
  if (isVoucher(holding)) {
    const { dealId, version, issuedAt, usableTo, uses, used } = holding
    const terms = await findTerms(table, dealId, version, now)
    const { zone, merchantName } = terms
    return {
      ...{ kind: 'voucher' as const, zone, dealId, merchantName, uses, used },
      ...{ title: terms.form.title, picture: terms.form.picture },
      rules: termsInWords(terms, language),
      usableFrom: instantIn(zone, issuedAt),
      usableTo: instantIn(zone, usableTo),
    }
  }
  const { batchId, usableFrom, usableTo, version } = holding
  const { zone, form, merchantName } = await findRules(table, batchId, version, now)
  return {
    ...{ kind: 'coupon' as const, zone, batchId, merchantName, benefit: form.benefit },
    ...{ title: form.title, picture: form.picture },
    rules: rulesInWords(form, zone, language),
    usableFrom: instantIn(zone, usableFrom),
    usableTo: instantIn(zone, usableTo),
  }
}
