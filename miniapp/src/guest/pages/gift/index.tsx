import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { Empty } from '../../../components/empty'
import { goHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { common } from '../../../words/everywhere'
import { copy } from './copy'
import { Give, type OwnThing } from './give'
import { Look } from './look'
import type { ShareCard } from './paths'
import './index.scss'

/** What is sent while there is no gift: nothing of anybody. */
const plain: ShareCard = { title: copy.title, path: '/pages/home/index' }

/** `gift` opens a gift by the token of its card, `couponId` or `voucherId` gives one of one's own. */
export default function GiftPage() {
  const { gift, couponId, voucherId } = useRouter().params
  const [at, setAt] = useState<{ giftToken: string } | OwnThing | undefined>(
    gift ? { giftToken: gift } : couponId ? { couponId } : voucherId ? { voucherId } : undefined,
  )
  // Here and not where it is known: Taro opens WeChat's door only for a page whose own file asks for it.
  const card = useRef(plain)
  useShareAppMessage(() => card.current)
  const [toGift] = useState(() => (giftToken: string) => setAt({ giftToken }))
  if (at === undefined)
    return (
      <Page title={copy.title}>
        <Empty
          icon="warn"
          title={copy.missing}
          note={copy.missingNote}
          action={{ id: 'go-home', words: common.home, onPress: goHome }}
        />
      </Page>
    )
  if ('giftToken' in at)
    return (
      <Look
        key={at.giftToken}
        giftToken={at.giftToken}
        onCard={(known) => {
          card.current = known ?? plain
        }}
        onAgain={setAt}
      />
    )
  return <Give key={JSON.stringify(at)} own={at} onGiven={toGift} />
}
