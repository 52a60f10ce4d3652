import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { serverNow } from '../../api/clock'
import { Refusal } from '../../api/trouble'
import { Button } from '../../components/button'
import { Countdown } from '../../components/countdown'
import { Empty, Failed } from '../../components/empty'
import { Icon } from '../../components/icon'
import { goHome, NavHome } from '../../components/nav-home'
import { Notice } from '../../components/notice'
import { Page } from '../../components/page'
import { Picture, pictureAt } from '../../components/picture'
import { Skeleton } from '../../components/skeleton'
import { language } from '../../platform/language'
import { benefitWords, condition, worth } from '../../words/benefit'
import { common, troubleWords } from '../../words/common'
import { millis, untilWords } from '../../words/time'
import { copy } from './copy'
import { OfferBar } from './offer-bar'
import { offerPath } from './paths'
import { type Standing, standingOf } from './standing'
import { StandingNotice } from './standing-notice'
import { Stores } from './stores'
import { type Offer, useOffer } from './use-offer'
import '../../components/price.scss'
import './index.scss'

export default function OfferPage() {
  const { batchId } = useRouter().params
  const { remote, reload, claim, claiming, trouble, place, locate, locating } = useOffer(batchId)
  const offer = remote.is === 'ready' ? remote.value : undefined
  const shareTitle = offer && copy.shareTitle(offer.merchantName, benefitWords(offer.benefit, language), offer.title)
  useShareAppMessage(() => ({
    title: shareTitle ?? copy.title,
    path: batchId ? offerPath(batchId) : '/pages/home/index',
    ...(offer?.picture && { imageUrl: pictureAt(offer.picture) }),
  }))

  const unknown = remote.is === 'failed' && remote.trouble instanceof Refusal && remote.trouble.status < 429
  if (batchId === undefined || unknown)
    return (
      <Page title={copy.title}>
        <Empty
          icon="warn"
          title={unknown ? copy.unknown : copy.missing}
          note={copy.missingNote}
          action={{ id: 'go-home', words: common.home, onPress: goHome }}
        />
      </Page>
    )
  const standing = offer && standingOf(offer)
  return (
    <Page
      title={offer?.merchantName ?? copy.title}
      bar={
        offer &&
        standing && <OfferBar offer={offer} standing={standing} title={shareTitle ?? ''} claiming={claiming} onClaim={claim} />
      }
    >
      {remote.is === 'loading' && <Skeleton shape="hero" count={1} />}
      {remote.is === 'loading' && <Skeleton shape="line" count={3} />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {offer && standing && (
        <>
          {offer.picture && <Picture picture={offer.picture} label={offer.title} />}
          <Hero offer={offer} standing={standing} />
          {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
          <StandingNotice offer={offer} standing={standing} />
          {standing.is === 'held' && standing.again && (
            <Button id="claim-another" kind="plain" block small busy={claiming} onPress={() => claim(true)}>
              {copy.again}
            </Button>
          )}
          <View className="offer__block">
            <View className="offer__heading" ariaRole="heading">
              {copy.rules}
            </View>
            {offer.rules.map((rule) => (
              <View key={rule} className="offer__rule">
                <Text>{rule}</Text>
              </View>
            ))}
          </View>
          <Stores offer={offer} place={place} locating={locating} onLocate={locate} />
        </>
      )}
      {remote.is !== 'loading' && <NavHome />}
    </Page>
  )
}

/** The three seconds: what, worth, until when, where. What to press is the bar below. */
function Hero({ offer, standing }: { offer: Offer; standing: Standing }) {
  const { benefit, title, merchantName, claim, left, storeCount, state, stores } = offer
  const large = worth(benefit, language)
  const terms = condition(benefit, language)
  const now = serverNow()
  const running = state === 'open' && millis(claim.to) - now < 3 * 86_400_000
  const cities = [...new Set(stores.map(({ city }) => city))].slice(0, 3).join('、')
  const only = storeCount === 1 ? stores[0] : undefined
  return (
    <View className={`hero ${state === 'open' || standing.is === 'held' ? '' : 'hero--off'}`}>
      <View className="hero__top">
        <Text className="hero__merchant">{merchantName}</Text>
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
        <View className="hero__title" ariaRole="heading">
          {title}
        </View>
      </View>
      <View className="hero__seam" />
      <View className="hero__facts">
        {state !== 'sold_out' && state !== 'ended' && (
          <View className="hero__fact">
            <Icon name="clock" size="small" />
            <Text id="claim-by">{copy.claimBy(untilWords(claim.to, now, language))}</Text>
            {running && (
              <View className="hero__clock">
                {copy.endsIn} <Countdown to={claim.to} />
              </View>
            )}
          </View>
        )}
        <View className="hero__fact">
          <Icon name="store" size="small" />
          <Text>{only ? `${only.name} · ${only.address}` : copy.where(storeCount, cities)}</Text>
        </View>
        {state === 'open' && (
          <View className="hero__fact">
            <Icon name="flag" size="small" />
            <Text id="left" className={left <= 20 ? 'hero__few' : ''}>
              {copy.left(left)}
            </Text>
          </View>
        )}
        {state === 'not_started' && (
          <View className="hero__fact">
            <Icon name="flag" size="small" />
            <Text>{copy.startsIn} </Text>
            <Countdown to={claim.from} />
          </View>
        )}
      </View>
    </View>
  )
}
