import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { benefitWords, condition, worth } from '../../../../shared/benefit-words.ts'
import { cardOf } from '../../api/cards'
import { serverNow } from '../../api/clock'
import { Button } from '../../components/button'
import { LinkedPage } from '../../components/linked-page'
import { Notice } from '../../components/notice'
import { Picture, pictureAt } from '../../components/picture'
import { language } from '../../platform/language'
import { untilWords } from '../../words/time'
import { troubleWords } from '../../words/trouble'
import { copy } from './copy'
import { Hero, Rules } from './hero'
import { OfferBar } from './offer-bar'
import { offerPath } from './paths'
import { type Standing, standingOf } from './standing'
import { StandingNotice } from './standing-notice'
import { Stores } from './stores'
import { type Offer, useOffer, windowOf } from './use-offer'
import '../../components/price.scss'
import './index.scss'

export default function OfferPage() {
  const { batchId } = useRouter().params
  const { remote, reload, claim, claiming, trouble, place, locate, locating } = useOffer(batchId)
  const offer = remote.is === 'ready' ? remote.value : undefined
  const shareTitle = offer && copy.shareTitle(offer.merchantName, benefitWords(offer.benefit, language), offer.title)
  useShareAppMessage(() =>
    cardOf({
      title: shareTitle ?? copy.title,
      path: batchId ? offerPath(batchId) : '/pages/home/index',
      ...(offer?.picture && { imageUrl: pictureAt(offer.picture) }),
    }),
  )

  const standing = offer && standingOf(offer)
  return (
    <LinkedPage
      id={batchId}
      remote={remote}
      reload={reload}
      title={offer?.merchantName}
      words={copy}
      bar={
        offer &&
        standing && <OfferBar offer={offer} standing={standing} title={shareTitle ?? ''} claiming={claiming} onClaim={claim} />
      }
    >
      {offer && standing && (
        <>
          {offer.picture && <Picture picture={offer.picture} label={offer.title} />}
          <Facts offer={offer} standing={standing} />
          {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
          <StandingNotice offer={offer} standing={standing} />
          {standing.is === 'held' && standing.again && (
            <Button id="claim-another" kind="plain" block small busy={claiming} onPress={() => claim(true)}>
              {copy.again}
            </Button>
          )}
          <Rules rules={offer.rules} />
          <Stores offer={offer} place={place} locating={locating} onLocate={locate} />
        </>
      )}
    </LinkedPage>
  )
}

/** What it is worth and where it is good. */
function Facts({ offer, standing }: { offer: Offer; standing: Standing }) {
  const { benefit, claim, left, storeCount, state, stores } = offer
  const large = worth(benefit, language)
  const terms = condition(benefit, language)
  const cities = [...new Set(stores.map(({ city }) => city))].slice(0, 3).join('、')
  const only = storeCount === 1 ? stores[0] : undefined
  const words = {
    until: (offer.rewardOnly ? copy.givenBy : copy.claimBy)(untilWords(claim.to, serverNow(), language)),
    endsIn: copy.endsIn,
    startsIn: copy.startsIn,
    left: copy.left(left),
  }
  const where = only ? `${only.name} · ${only.address}` : copy.where(storeCount, cities)
  return (
    <Hero
      offer={{ ...offer, ...windowOf(offer) }}
      off={state !== 'open' && standing.is !== 'held'}
      words={words}
      facts={[{ icon: 'store', words: where }]}
    >
      {benefit.kind === 'gift' ? (
        <Text className="hero__gift">{benefitWords(benefit, language)}</Text>
      ) : (
        <View className="hero__worth">
          <View className="price price--huge">
            {large.before && <Text className="price__sign">{large.before}</Text>}
            <Text>{large.number}</Text>
            {large.after && <Text className="price__decimals">{large.after}</Text>}
          </View>
          {benefit.kind === 'amount' && <Text className="hero__off">{copy.off}</Text>}
        </View>
      )}
      {terms && <Text className="hero__condition">{terms}</Text>}
    </Hero>
  )
}
