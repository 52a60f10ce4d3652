import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { Icon } from '../../../components/icon'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { clockWords, momentWords } from '../../../words/time'
import { copy } from './copy'
import { DecideSheet, type Deciding } from './decide-sheet'
import './index.scss'

type List = OutputOf<'listReviews'>
export type Review = List['items'][number]

/** What the scoring was not sure of, with its reasons: a person of the merchant says whether it counts. */
export default function ReviewsPage() {
  const { session, signIn } = useSignedIn()
  const [deciding, setDeciding] = useState<Deciding>()
  const list = useList<Review, List>(
    (cursor) => call('listReviews', { cursor, limit: 20 }),
    session ? session.token : undefined,
  )
  if (session === null)
    return (
      <Page title={copy.title}>
        <SignedOut icon="check" title={copy.guest} to="/merchant/pages/reviews/index" signIn={signIn} />
      </Page>
    )
  return (
    <Page title={copy.title}>
      {session === undefined && <Skeleton />}
      {list.items.length > 0 && <Text className="review__intro">{copy.intro}</Text>}
      {list.items.map((review) => (
        <Card key={review.visitId} review={review} onDecide={(decision) => setDeciding({ review, decision })} />
      ))}
      {session && (
        <LoadMore
          more={list.more}
          count={list.items.length}
          onMore={list.next}
          empty={<Empty icon="check" title={copy.empty} note={copy.emptyNote} />}
        />
      )}
      <NavHome words={common.toHome} />
      <DecideSheet
        deciding={deciding}
        onClose={() => setDeciding(undefined)}
        onDecided={(decision) => {
          setDeciding(undefined)
          void Taro.showToast({ title: copy[decision], icon: 'none' })
          void list.reload()
        }}
      />
    </Page>
  )
}

function Card({ review, onDecide }: { review: Review; onDecide(decision: Deciding['decision']): void }) {
  const { visitId, member, storeName, at, reasons, late } = review
  return (
    <View id={`review-${visitId}`} className="review">
      <Text className="review__who">{member}</Text>
      <Text className="review__note">
        {storeName} · {momentWords(at, serverNow(), language)}
      </Text>
      {late && <Text className="review__note">{copy.late(clockWords(late.receivedAt))}</Text>}
      {reasons.map(({ code, words, points }) => (
        <View key={code} className="review__reason">
          <Icon name={points < 0 ? 'warn' : 'check'} ink={points < 0 ? 'clay' : 'pine'} size="small" />
          <Text>{words}</Text>
        </View>
      ))}
      <View className="review__bar">
        <Button id={`refuse-${visitId}`} kind="danger" onPress={() => onDecide('refused')}>
          {copy.refuse}
        </Button>
        <Button id={`approve-${visitId}`} kind="soft" block onPress={() => onDecide('approved')}>
          {copy.approve}
        </Button>
      </View>
    </View>
  )
}
