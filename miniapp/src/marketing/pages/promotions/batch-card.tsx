import type { OutputOf } from '../../../../../shared/api.ts'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { yuan } from '../../../../../shared/money.ts'
import { language } from '../../../platform/language'
import { copy } from './copy'
import { OfferCard, type OfferDoors, percentOf } from './offer-card'

export type Batch = OutputOf<'getPromotion'>['batches'][number]

/** A state that is newer than this build is shown as it is called. */
const stateWords = (state: Batch['state']): string => copy[state] ?? state

/** One batch with its live counts, drawn as the two shares people compare. */
export function BatchCard({ batch, ...doors }: { batch: Batch } & OfferDoors) {
  const { batchId, title, benefit, total, perMember, rewardOnly, state, counts } = batch
  const claimed = percentOf(counts.claimed, total)
  const redeemed = percentOf(counts.redeemed, counts.claimed)
  return (
    <OfferCard
      kind="batch"
      id={batchId}
      path={`/pages/offer/index?batchId=${batchId}`}
      headline={benefitWords(benefit, language)}
      title={title}
      note={`${copy.ofTotal(total)} · ${rewardOnly ? copy.rewardOnly : copy.perMember(perMember)}`}
      state={state}
      stateWords={stateWords(state)}
      stopWords={copy.stop}
      figures={[
        [copy.claimed, counts.claimed, 'claimed'],
        [copy.left, counts.left, 'left'],
        [copy.redeemed, counts.redeemed, 'redeemed'],
        [copy.undone, counts.undone, 'undone'],
        [copy.discount, yuan(counts.discountFen), 'discount'],
      ]}
      shares={[
        { percent: claimed, words: copy.claimedShare(claimed) },
        { percent: redeemed, words: copy.redeemedShare(redeemed) },
      ]}
      {...doors}
    />
  )
}
