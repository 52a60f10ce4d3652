import type { OutputOf } from '../../../../../shared/api.ts'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { offerPath } from '../../../pages/offer/paths'
import { language } from '../../../platform/language'
import { dealPath } from '../deal/paths'
import { copy } from './copy'
import { giftPath, type ShareCard } from './paths'

type Given = Pick<OutputOf<'getGift'>, 'batchId' | 'dealId' | 'benefit' | 'title' | 'merchantName' | 'uses' | 'used' | 'state'>

/** Where anybody can have what is given; undefined: nothing tells. */
export function offerOf({ batchId, dealId }: Pick<Given, 'batchId' | 'dealId'>): string | undefined {
  if (batchId) return offerPath(batchId)
  return dealId && dealPath(dealId)
}

/** What is sent on from a gift's page. What nobody can take any more is not sent on: its offer is. */
export function cardOf(gift: Given | undefined, giftToken: string): ShareCard {
  if (!gift) return { title: copy.title, path: '/pages/home/index' }
  const { merchantName, benefit, title, uses = 1, used = 0, state } = gift
  return {
    title: benefit
      ? copy.shareTitle(merchantName, benefitWords(benefit, language))
      : copy.shareVoucher(merchantName, title, uses - used),
    path: state === 'open' ? giftPath(giftToken) : (offerOf(gift) ?? '/pages/home/index'),
  }
}
