import { Text, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { useVisible } from '../../../hooks/use-visible'
import { common } from '../../../words/everywhere'
import { copy } from './copy'
import { type Promotion, PromotionCard } from './promotion-card'
import { usePulses } from './use-pulses'
import './index.scss'

const importStores = () => void Taro.navigateTo({ url: '/marketing/pages/import/index' })
const approvals = () => void Taro.navigateTo({ url: '/marketing/pages/approvals/index' })
const stores = () => void Taro.navigateTo({ url: '/marketing/pages/stores/index' })
const createDeal = () => void Taro.navigateTo({ url: '/marketing/pages/deal/index' })
const templates = () => void Taro.navigateTo({ url: '/desk/pages/templates/index' })
const settings = () => void Taro.navigateTo({ url: '/desk/pages/merchant/index' })
const create = () => void Taro.navigateTo({ url: '/marketing/pages/create/index' })

/** A promotion is some 7 KB of what is shown, and a mini-program hands at most 32 KB to its view at once; the rest comes at the end. */
const atOnce = process.env.TARO_ENV === 'weapp' ? 4 : 20

export default function PromotionsPage() {
  const { session, signIn } = useSignedIn()
  const visible = useVisible()
  const list = useList<Promotion, OutputOf<'listPromotions'>>(
    (cursor) => call('listPromotions', { cursor, limit: atOnce }),
    session ? session.token : undefined,
  )
  const { change, items } = list
  const pulses = usePulses(items.length, Boolean(session))

  /** Counts what the reader has changed: an answer that was asked for before that is old. */
  const changes = useRef(0)
  const put = (fresh: Promotion) => {
    changes.current++
    change((shown) => shown.map((known) => (known.promotionId === fresh.promotionId ? fresh : known)))
  }
  const add = (fresh: Promotion) => {
    changes.current++
    change((shown) => [fresh, ...shown.filter(({ promotionId }) => promotionId !== fresh.promotionId)])
    void Promise.resolve(Taro.pageScrollTo({ scrollTop: 0, duration: 200 })).catch(() => {})
  }
  // What waits for a second look: only a sign at the door, and no trouble of its own.
  const waiting = useRemote(() => call('listApprovals', { limit: 50 }), session ? session.token : undefined)
  const mine = waiting.remote.is === 'ready' ? waiting.remote.value.items.filter((one) => one.mine).length : 0
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current && session) void waiting.reload()
    shown.current = true
  })

  // Live counts: the promotions on the page are asked about again, without touching where the reader is in the list.
  const ids = items
    .map(({ promotionId }) => promotionId)
    .slice(0, 20)
    .join(' ')
  useEffect(() => {
    if (!visible || ids === '') return
    const timer = setInterval(async () => {
      const before = changes.current
      const fresh = await call('listPromotions', { limit: 20 }).catch(() => undefined)
      if (!fresh || changes.current !== before) return
      const byId = new Map(fresh.items.map((promotion) => [promotion.promotionId, promotion]))
      change((shown) => shown.map((promotion) => byId.get(promotion.promotionId) ?? promotion))
    }, 5_000)
    return () => clearInterval(timer)
  }, [visible, ids, change])

  if (session === undefined)
    return (
      <Page title={copy.title} wide>
        <Skeleton />
      </Page>
    )
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <SignedOut
          icon="flag"
          title={copy.guest}
          note={copy.guestNote}
          to="/marketing/pages/promotions/index"
          signIn={signIn}
        />
      </Page>
    )
  return (
    <Page title={copy.title} wide>
      <View className="promos__head">
        <View>
          <View className="promos__title" ariaRole="heading">
            {copy.head}
          </View>
          <Text className="promos__live">{copy.live}</Text>
        </View>
        <View className="promos__doors">
          <Button id="approvals" kind={mine > 0 ? 'soft' : 'plain'} small onPress={approvals}>
            {mine > 0 ? copy.approvalsMine(mine) : copy.approvals}
          </Button>
          <Button id="import-stores" kind="plain" small onPress={importStores}>
            {copy.importStores}
          </Button>
          <Button id="stores" kind="plain" small onPress={stores}>
            {copy.stores}
          </Button>
          <Button id="settings" kind="plain" small onPress={settings}>
            {copy.settings}
          </Button>
          <Button id="templates" kind="soft" small onPress={templates}>
            {copy.templates}
          </Button>
          <Button id="create-deal" kind="soft" small onPress={createDeal}>
            {copy.createDeal}
          </Button>
          <Button id="create" small onPress={create}>
            {copy.create}
          </Button>
        </View>
      </View>
      {items.map((promotion) => (
        <PromotionCard
          key={promotion.promotionId}
          promotion={promotion}
          hours={pulses.get(promotion.promotionId)}
          onChange={put}
          onCopied={add}
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
            action={{ id: 'templates-first', words: copy.fromTemplate, onPress: templates }}
          />
        }
      />
      <NavHome words={common.toHome} />
    </Page>
  )
}
