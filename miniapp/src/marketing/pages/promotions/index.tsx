import { Text, View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useMore } from '../../../hooks/use-more'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { useVisible } from '../../../hooks/use-visible'
import { language } from '../../../platform/language'
import { common, troubleWords } from '../../../words/common'
import { dayWords, lastDayWords, millis, wallOf } from '../../../words/time'
import { BatchCard } from './batch-card'
import { copy } from './copy'
import './index.scss'

export type Promotion = OutputOf<'getPromotion'>

export default function PromotionsPage() {
  const { session, signIn } = useSignedIn()
  const visible = useVisible()
  const [login, loggingIn] = useOnce(signIn)
  const list = useMore<Promotion, OutputOf<'listPromotions'>>(
    (cursor) => call('listPromotions', { cursor, limit: 20 }),
    session ? session.token : undefined,
  )
  const { change, items } = list

  // Live counts: the promotions on the page are asked about again, without touching where the reader is in the list.
  const ids = items
    .map(({ promotionId }) => promotionId)
    .slice(0, 20)
    .join(' ')
  useEffect(() => {
    if (!visible || ids === '') return
    const timer = setInterval(async () => {
      const fresh = await call('listPromotions', { limit: 20 }).catch(() => undefined)
      if (!fresh) return
      const byId = new Map(fresh.items.map((promotion) => [promotion.promotionId, promotion]))
      change((shown) => shown.map((promotion) => byId.get(promotion.promotionId) ?? promotion))
    }, 5_000)
    return () => clearInterval(timer)
  }, [visible, ids, change])

  usePullDownRefresh(() => void list.reload().finally(() => Taro.stopPullDownRefresh()))
  useReachBottom(() => {
    if (list.more.is === 'idle') list.next()
  })

  if (session === undefined)
    return (
      <Page title={copy.title} wide>
        <Skeleton />
      </Page>
    )
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <Empty
          icon="flag"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  return (
    <Page title={copy.title} wide>
      <View className="promos__head">
        <View className="promos__title" ariaRole="heading">
          {copy.head}
        </View>
        <Text className="promos__live">{copy.live}</Text>
      </View>
      {items.map((promotion) => (
        <PromotionCard
          key={promotion.promotionId}
          promotion={promotion}
          onChange={(fresh) =>
            change((shown) => shown.map((known) => (known.promotionId === fresh.promotionId ? fresh : known)))
          }
        />
      ))}
      <LoadMore
        more={list.more}
        count={items.length}
        onMore={list.next}
        empty={
          <Empty
            icon="flag"
            title={copy.empty}
            note={copy.emptyNote}
            action={{ id: 'refresh', words: copy.refresh, onPress: () => void list.reload() }}
          />
        }
      />
      <NavHome words={common.toHome} />
    </Page>
  )
}

/** In words, by the server's clock: `live` covers the time before and after the window too. */
function standing({ state, from, to }: Promotion): string {
  if (state === 'draft') return copy.draft
  const now = serverNow()
  if (now < millis(from)) return copy.waiting
  return now >= millis(to) ? copy.over : copy.running
}

function PromotionCard({ promotion, onChange }: { promotion: Promotion; onChange(promotion: Promotion): void }) {
  const { promotionId, name, from, to, state, batches } = promotion
  const [trouble, setTrouble] = useState<unknown>()
  const [launch, launching] = useOnce(async () => {
    setTrouble(undefined)
    try {
      onChange(await call('launchPromotion', { promotionId }))
      void Taro.showToast({ title: copy.launched, icon: 'none' })
    } catch (why) {
      setTrouble(why)
    }
  })
  const start = wallOf(from)
  const now = serverNow()
  return (
    <View id={`promotion-${promotionId}`} className="promo">
      <View className="promo__head">
        <View className="promo__words">
          <View className="promo__name" ariaRole="heading">
            {name}
          </View>
          <Text className="promo__window">
            {start ? copy.window(dayWords(start, now, language), lastDayWords(to, now, language)) : ''}
          </Text>
        </View>
        <Text className={`promo__state ${state === 'draft' ? 'promo__state--draft' : ''}`}>{standing(promotion)}</Text>
        {state === 'draft' && (
          <View className="promo__launch">
            <Button id={`launch-${promotionId}`} small busy={launching} onPress={launch}>
              {launching ? copy.launching : copy.launch}
            </Button>
          </View>
        )}
      </View>
      {trouble !== undefined && <Notice kind="bad" title={troubleWords(trouble)} />}
      {batches.length === 0 && <Text className="promo__window">{copy.noBatch}</Text>}
      <View className="promo__batches">
        {batches.map((batch) => (
          <BatchCard key={batch.batchId} batch={batch} live={state === 'live'} />
        ))}
      </View>
    </View>
  )
}
