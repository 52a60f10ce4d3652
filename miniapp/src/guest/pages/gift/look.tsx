import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useLayoutEffect, useRef, useState } from 'react'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { LinkedPage } from '../../../components/linked-page'
import { goHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { pictureAt } from '../../../components/picture'
import { Popup } from '../../../components/popup'
import { ShareButton } from '../../../components/share-button'
import { language } from '../../../platform/language'
import { momentWords, untilWords } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { Card, Rules } from './card'
import { copy } from './copy'
import type { OwnThing } from './give'
import type { ShareCard } from './paths'
import { cardOf, offerOf } from './sent'
import { type Gift, useGift } from './use-gift'

const go = (url: string) => () => void Taro.navigateTo({ url })

interface Props {
  giftToken: string
  /** What is sent when the page is shared from now on; undefined: nothing of this gift any more. */
  onCard(card: ShareCard | undefined): void
  onAgain(own: OwnThing): void
}

/** The gift, for its giver, for a friend, and for whoever came too late. */
export function Look({ giftToken, onCard, onAgain }: Props) {
  const { remote, gift, reload, take, taking, cancel, cancelling, trouble } = useGift(giftToken)
  const [asking, setAsking] = useState(false)
  const { title, path } = cardOf(gift, giftToken)
  const picture = gift?.picture
  const tell = useRef(onCard)
  tell.current = onCard
  // With the picture, not some time after it.
  useLayoutEffect(() => tell.current({ title, path, ...(picture && { imageUrl: pictureAt(picture) }) }), [title, path, picture])
  useLayoutEffect(() => () => tell.current(undefined), [])

  const isGiver = gift?.mine === 'given'
  const isOpen = gift?.state === 'open'
  return (
    <LinkedPage
      id={giftToken}
      remote={remote}
      reload={reload}
      title={isGiver ? copy.give : undefined}
      words={copy}
      bar={
        gift && (
          <Bar
            gift={gift}
            taking={taking}
            onTake={take}
            card={{ title, path }}
            onCancel={() => setAsking(true)}
            onAgain={onAgain}
          />
        )
      }
    >
      {gift && (
        <>
          <Card
            heading={isGiver ? copy.fromYou : copy.from(gift.from)}
            coupon={gift}
            clock={isOpen ? { words: isGiver ? copy.endsIn : copy.takeIn, to: gift.expiresAt } : undefined}
            faded={!isOpen && !(gift.mine === 'taken' || (isGiver && gift.state === 'came_back'))}
          />
          {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
          <Told gift={gift} />
          <Rules title={copy.rules} rules={[copy.sameDates(untilWords(gift.usableTo, serverNow(), language)), ...gift.rules]} />
        </>
      )}
      <Popup open={asking && isOpen && isGiver} title={copy.cancelTitle} onClose={() => setAsking(false)}>
        <Text className="gift__ask">{copy.cancelNote}</Text>
        <View className="gift__bar">
          <Button id="keep" kind="soft" onPress={() => setAsking(false)}>
            {copy.keep}
          </Button>
          <Button id="confirm-cancel" kind="danger" block busy={cancelling} onPress={cancel}>
            {copy.cancel}
          </Button>
        </View>
      </Popup>
    </LinkedPage>
  )
}

/** What became of it, in words. */
function Told({ gift }: { gift: Gift }) {
  const { state, mine, withdrawn, takenBy, takenAt, expiresAt } = gift
  const now = serverNow()
  const [kind, title, note] = ((): ['good' | 'calm', string, string] => {
    if (state === 'taken' && mine === 'taken') return ['good', copy.mine, copy.mineNote]
    if (mine === 'given') {
      if (state === 'open') return ['calm', copy.open, copy.openNote(untilWords(expiresAt, now, language))]
      if (state === 'taken')
        return ['good', copy.takenBy(takenBy ?? ''), takenAt ? copy.takenAt(momentWords(takenAt, now, language)) : '']
      if (state === 'expired') return ['calm', copy.expiredBack, '']
      return ['calm', withdrawn ? copy.withdrawn : copy.back, copy.backNote]
    }
    if (state === 'taken') return ['calm', copy.gone, copy.goneNote]
    if (state === 'expired') return ['calm', copy.expired, '']
    return ['calm', copy.returned, copy.returnedNote]
  })()
  return state === 'open' && mine === undefined ? null : <Notice id={`gift-${state}`} kind={kind} title={title} note={note} />
}

interface BarProps {
  gift: Gift
  taking: boolean
  onTake(): void
  card: ShareCard
  onCancel(): void
  onAgain(own: OwnThing): void
}

/** What to press, under the thumb: always one thing that leads on. */
function Bar({ gift, taking, onTake, card, onCancel, onAgain }: BarProps) {
  const { state, mine, couponId = '', voucherId } = gift
  const toCode = go(voucherId ? `/guest/pages/voucher/index?voucherId=${voucherId}` : `/pages/code/index?couponId=${couponId}`)
  if (state === 'open' && mine === undefined)
    return (
      <Button id="take" block busy={taking} onPress={onTake}>
        {taking ? copy.taking : copy.take}
      </Button>
    )
  if (state === 'open')
    return (
      <View className="gift__bar">
        <Button id="cancel" kind="soft" onPress={onCancel}>
          {copy.cancel}
        </Button>
        <ShareButton id="send" block words={copy.send} {...card} />
      </View>
    )
  if (state === 'taken' && mine === 'taken')
    return (
      <Button id="open-code" block onPress={toCode}>
        {copy.use}
      </Button>
    )
  if (state === 'came_back' && mine === 'given')
    return (
      <View className="gift__bar">
        <Button id="again" kind="soft" onPress={() => onAgain(voucherId ? { voucherId } : { couponId })}>
          {copy.again}
        </Button>
        <Button id="open-code" block onPress={toCode}>
          {copy.use}
        </Button>
      </View>
    )
  if (mine === 'given')
    return (
      <Button id="to-wallet" block onPress={() => void Taro.switchTab({ url: '/pages/wallet/index' })}>
        {copy.toWallet}
      </Button>
    )
  return (
    <Button id="to-offer" block onPress={offerOf(gift) === undefined ? goHome : go(offerOf(gift) ?? '')}>
      {gift.dealId ? copy.deal : copy.offer}
    </Button>
  )
}
