import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { yuan } from '../../../../../shared/money.ts'
import { cardOf } from '../../../api/cards'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { LinkedPage } from '../../../components/linked-page'
import { goHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Picture, pictureAt } from '../../../components/picture'
import { ShareButton } from '../../../components/share-button'
import { Rules } from '../../../pages/offer/hero'
import { Stores } from '../../../pages/offer/stores'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { momentWords } from '../../../words/time'
import { OpenGroups } from '../../deals/open-groups'
import { checkoutPath } from './checkout'
import { copy } from './copy'
import { Facts, Ways } from './hero'
import { dealPath, open } from './paths'
import { type Deal, useDeal } from './use-deal'
import '../../../pages/offer/index.scss'
import './index.scss'

/** What a deal is, what it costs alone and in a group, and which groups are open. */
export default function DealPage() {
  const { dealId } = useRouter().params
  const { remote, reload, place, locate, locating } = useDeal(dealId)
  const seen = remote.is === 'ready' ? remote.value : undefined
  const deal = seen?.deal
  const [size, setSize] = useState<number | 'alone'>()
  const best = deal?.ladder[deal.ladder.length - 1]
  const title = deal && best && copy.shareTitle(deal.merchantName, deal.title, best.size, yuan(best.priceFen))
  useShareAppMessage(() =>
    cardOf({
      title: title ?? copy.title,
      path: dealId ? dealPath(dealId) : '/pages/home/index',
      ...(deal?.picture && { imageUrl: pictureAt(deal.picture) }),
    }),
  )

  const chosen = size ?? best?.size ?? 'alone'
  return (
    <LinkedPage
      id={dealId}
      remote={remote}
      reload={reload}
      title={deal?.merchantName}
      words={copy}
      bar={deal && <Bar deal={deal} chosen={chosen} title={title ?? copy.title} />}
    >
      {deal && seen && (
        <>
          {deal.picture && <Picture picture={deal.picture} label={deal.title} />}
          <Facts deal={deal} />
          <Standing deal={deal} />
          {deal.state === 'open' && <Ways deal={deal} chosen={chosen} onChoose={setSize} />}
          <OpenGroups
            heading={copy.groups}
            groups={seen.groups}
            onJoin={(groupId) => open(`/guest/pages/group/index?groupId=${groupId}`)}
          />
          <Rules heading={copy.rules} rules={deal.rules} />
          <Stores offer={deal} place={place} locating={locating} onLocate={locate} />
        </>
      )}
    </LinkedPage>
  )
}

/** Why nothing can be bought now; nothing while it can. */
function Standing({ deal }: { deal: Deal }) {
  switch (deal.state) {
    case 'open':
      return null
    case 'not_started':
      return <Notice id="closed" kind="calm" title={copy.notStarted(momentWords(deal.window.from, serverNow(), language))} />
    case 'paused':
      return <Notice id="closed" kind="calm" title={copy.pausedFor(deal.pausedFor ?? '')} note={copy.pausedNote} />
    case 'sold_out':
      return <Notice id="closed" kind="calm" title={copy.soldOut} note={copy.soldOutNote} />
    default:
      return <Notice id="closed" kind="calm" title={copy.ended} note={copy.endedNote} />
  }
}

/** What to press, under the thumb: what is chosen above, or the way on. */
function Bar({ deal, chosen, title }: { deal: Deal; chosen: number | 'alone'; title: string }) {
  const step = deal.ladder.find(({ size }) => size === chosen)
  const press = () => {
    if (deal.state === 'not_started')
      return (
        <Button id="buy" block disabled>
          {copy.notStarted(momentWords(deal.window.from, serverNow(), language))}
        </Button>
      )
    if (deal.state !== 'open')
      return (
        <Button id="go-on" block onPress={goHome}>
          {common.home}
        </Button>
      )
    if (step)
      return (
        <Button id="buy" block onPress={() => open(checkoutPath(deal.dealId, { mode: 'open', size: step.size }))}>
          {`${copy.openGroup(step.size)} ${yuan(step.priceFen)}`}
        </Button>
      )
    return (
      <Button id="buy" block onPress={() => open(checkoutPath(deal.dealId, { mode: 'alone' }))}>
        {`${copy.alone} ${yuan(deal.aloneFen)}`}
      </Button>
    )
  }
  return (
    <>
      <View className="offer__share">
        <ShareButton kind="soft" words={copy.share} title={title} path={dealPath(deal.dealId)} />
      </View>
      <View className="offer__press">{press()}</View>
    </>
  )
}
