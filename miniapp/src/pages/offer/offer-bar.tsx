import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { serverNow } from '../../api/clock'
import { Button } from '../../components/button'
import { goHome } from '../../components/nav-home'
import { ShareButton } from '../../components/share-button'
import { language } from '../../platform/language'
import { common } from '../../words/everywhere'
import { momentWords } from '../../words/time'
import { copy } from './copy'
import { offerPath, openCode } from './paths'
import type { Standing } from './standing'
import type { Offer } from './use-offer'

interface Props {
  offer: Offer
  standing: Standing
  title: string
  claiming: boolean
  onClaim(another: boolean): void
}

/** What to press, under the thumb: always one thing that leads on. */
export function OfferBar({ offer, standing, title, claiming, onClaim }: Props) {
  return (
    <>
      <View className="offer__share">
        <ShareButton kind="soft" words={copy.share} title={title} path={offerPath(offer.batchId)} />
      </View>
      <View className="offer__press">
        <Press offer={offer} standing={standing} claiming={claiming} onClaim={onClaim} />
      </View>
    </>
  )
}

function Press({ offer, standing, claiming, onClaim }: Omit<Props, 'title'>) {
  switch (standing.is) {
    case 'open':
      return (
        <Button id="claim" block busy={claiming} onPress={() => onClaim((offer.held ?? []).length > 0)}>
          {claiming ? copy.claiming : copy.claim}
        </Button>
      )
    case 'held':
      return (
        <Button id="open-code" block onPress={() => openCode(standing.couponId)}>
          {copy.use}
        </Button>
      )
    case 'all_used':
      return (
        <Button id="to-wallet" block onPress={() => void Taro.switchTab({ url: '/pages/wallet/index' })}>
          {copy.toWallet}
        </Button>
      )
    case 'not_started':
      return (
        <Button id="claim" block disabled>
          {copy.notStarted(momentWords(offer.claim.from, serverNow(), language))}
        </Button>
      )
    default:
      return (
        <Button id="go-on" block onPress={goHome}>
          {common.home}
        </Button>
      )
  }
}
