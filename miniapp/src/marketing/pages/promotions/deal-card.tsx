import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { copy } from './copy'
import { OfferCard, type OfferDoors, percentOf } from './offer-card'

export type Deal = OutputOf<'getPromotion'>['deals'][number]

/** A state that is newer than this build is shown as it is called. */
function stateWords(state: Deal['state']): string {
  if (state === 'open') return copy.dealOpen
  if (state === 'sold_out') return copy.dealSold
  return state === 'stopped' ? copy.dealStopped : (copy[state] ?? state)
}

/** One deal with its prices and live counts. */
export function DealCard({ deal, ...doors }: { deal: Deal } & OfferDoors) {
  const { dealId, title, aloneFen, ladder, total, perMember, state, counts } = deal
  const taken = percentOf(counts.taken, total)
  const prices = ladder.map(({ size, priceFen }) => copy.groupPrice(size, yuan(priceFen)))
  return (
    <OfferCard
      kind="deal"
      id={dealId}
      path={`/guest/pages/deal/index?dealId=${dealId}`}
      headline={[...prices, copy.alonePrice(yuan(aloneFen))].join(' · ')}
      title={title}
      note={`${copy.deal} · ${copy.ofVouchers(total)} · ${copy.perBuyer(perMember)}`}
      state={state}
      stateWords={stateWords(state)}
      stopWords={copy.stopDeal}
      figures={[
        [copy.taken, counts.taken, 'taken'],
        [copy.left, counts.left, 'left'],
        [copy.ordered, counts.ordered, 'ordered'],
        [copy.paid, counts.paid, 'paid'],
        [copy.usedTimes, counts.redeemed, 'redeemed'],
        [copy.refunded, counts.refunded, 'refunded'],
        [copy.groupsOpened, counts.groupsOpened, 'groups'],
        [copy.groupsComplete, counts.groupsComplete, 'complete'],
        ...(counts.sponsoredFen > 0 ? [[copy.sponsored, yuan(counts.sponsoredFen), 'sponsored'] as const] : []),
      ]}
      shares={[{ percent: taken, words: copy.takenShare(taken) }]}
      {...doors}
    />
  )
}
