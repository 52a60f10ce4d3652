import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { readSession } from '../../../api/session'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { clockWords, millis } from '../../../words/time'
import { StoreBar } from '../../stores/store-bar'
import { useStores } from '../../stores/use-stores'
import { copy as undoCopy } from '../../undo/copy'
import { sentToManager } from '../../undo/may-undo'
import { managerWords, type Redemption, UndoSheet } from '../../undo/undo-sheet'
import { copy } from './copy'
import './index.scss'

type List = OutputOf<'listRedemptions'>

export default function TodayPage() {
  const { session, signIn } = useSignedIn()
  const { stores, store, choose } = useStores(session ? session.token : undefined)
  const [asking, setAsking] = useState<Redemption>()
  const storeId = store?.storeId
  const list = useList<Redemption, List>(
    (cursor) => call('listRedemptions', { storeId: storeId ?? '', cursor, limit: 20 }),
    storeId,
  )
  const { remote } = stores

  if (session === null)
    return (
      <Page title={copy.title}>
        <SignedOut icon="store" title={copy.guest} to="/merchant/pages/today/index" signIn={signIn} />
      </Page>
    )
  return (
    <Page title={copy.title}>
      {(session === undefined || remote.is === 'loading') && <Skeleton />}
      {session && remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={stores.reload} />}
      {remote.is === 'ready' && remote.value.length === 0 && <Empty icon="store" title={copy.noStore} />}
      {remote.is === 'ready' && remote.value.length > 0 && <StoreBar stores={remote.value} store={store} onChoose={choose} />}
      {list.head && <Totals totals={list.head.totals} />}
      {list.items.map((redemption) => (
        <Line key={redemption.redemptionId} redemption={redemption} onUndo={setAsking} />
      ))}
      {store && (
        <LoadMore
          more={list.more}
          count={list.items.length}
          onMore={list.next}
          empty={
            <Empty
              title={copy.empty}
              note={copy.emptyNote}
              action={{ id: 'to-counter', words: copy.toCounter, onPress: openCounter }}
            />
          }
        />
      )}
      <NavHome words={common.toHome} />
      <UndoSheet
        redemption={asking}
        onClose={() => setAsking(undefined)}
        onUndone={() => {
          setAsking(undefined)
          void Taro.showToast({ title: undoCopy.undone, icon: 'none' })
          // The list is derived a moment after the fact.
          for (const wait of [0, 1_000, 3_000, 8_000]) setTimeout(() => void list.reload(), wait)
        }}
      />
    </Page>
  )
}

const openCounter = () => void Taro.redirectTo({ url: '/merchant/pages/counter/index' })

function Totals({ totals }: { totals: List['totals'] }) {
  const figures = [
    ['total-redeemed', copy.redeemed, String(totals.redeemed)],
    ['total-undone', copy.undone, String(totals.undone)],
    ['total-discount', copy.discount, yuan(totals.discountFen)],
    ['total-pay', copy.pay, yuan(totals.payFen)],
    ...(totals.voucherFen === undefined ? [] : [['total-voucher', copy.vouchers, yuan(totals.voucherFen)] as const]),
  ] as const
  return (
    <View className="totals">
      {figures.map(([id, words, figure]) => (
        <View key={id} className="totals__one">
          <Text id={id} className="totals__figure">
            {figure}
          </Text>
          <Text className="totals__words">{words}</Text>
        </View>
      ))}
    </View>
  )
}

function Line({ redemption, onUndo }: { redemption: Redemption; onUndo(redemption: Redemption): void }) {
  const { redemptionId, title, benefit, member, at, by, state, discountFen, payFen, receiptNo, assisted } = redemption
  const { undoUntil, undoneAt, undoneBy, reason, uses = 1, valueFen = 0 } = redemption
  const undone = state === 'undone'
  const open = !undone && millis(undoUntil) > serverNow()
  const asks = open && sentToManager(redemption, readSession())
  const facts = [
    member,
    copy.by(by),
    !benefit
      ? copy.usedUp(uses, yuan(valueFen))
      : benefit.kind === 'gift'
        ? copy.handed(benefit.item)
        : copy.saved(yuan(discountFen)),
    payFen === undefined ? '' : copy.paid(yuan(payFen)),
    receiptNo ? copy.receipt(receiptNo) : '',
  ]
  return (
    <View id={`redemption-${redemptionId}`} className={`line ${undone ? 'line--undone' : ''}`}>
      <Text className="line__clock">{clockWords(at)}</Text>
      <View className="line__words">
        <Text className="line__title">{title}</Text>
        <Text className="line__facts">{facts.filter(Boolean).join(' · ')}</Text>
        {assisted && <Text className="line__facts">{copy.assisted(assisted.reason)}</Text>}
        {undone && undoneAt && (
          <Text className="line__facts">{copy.undoneAt(clockWords(undoneAt), undoneBy ?? '', reason ?? '')}</Text>
        )}
        <Text className={`line__state ${undone ? 'line__state--undone' : ''}`}>
          {undone ? copy.stateUndone : copy.stateDone}
        </Text>
        {asks && <Text className="undo__manager">{managerWords}</Text>}
      </View>
      {open && !asks && (
        <Button id={`undo-${redemptionId}`} kind="danger" small onPress={() => onUndo(redemption)}>
          {undoCopy.undo}
        </Button>
      )}
    </View>
  )
}
