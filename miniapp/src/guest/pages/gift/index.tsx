import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Empty } from '../../../components/empty'
import { goHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { common } from '../../../words/common'
import { copy } from './copy'
import { Give } from './give'
import { Look } from './look'
import './index.scss'

/** `gift` opens a gift by the token of its card, `couponId` gives one of one's own. */
export default function GiftPage() {
  const { gift, couponId } = useRouter().params
  const [at, setAt] = useState<{ giftToken: string } | { couponId: string } | undefined>(
    gift ? { giftToken: gift } : couponId ? { couponId } : undefined,
  )
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
    return <Look key={at.giftToken} giftToken={at.giftToken} onAgain={(again) => setAt({ couponId: again })} />
  return <Give key={at.couponId} couponId={at.couponId} onGiven={toGift} />
}
