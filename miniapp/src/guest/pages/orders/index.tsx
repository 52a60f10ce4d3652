import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { goHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Tabs } from '../../../components/tabs'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { momentWords } from '../../../words/time'
import { orderWords } from '../../orders/copy'
import { open, orderPath } from '../../orders/paths'
import { copy } from './copy'
import '../../orders/orders.scss'

type Orders = OutputOf<'listMyOrders'>
type Order = Orders['items'][number]
const tabs = ['all', 'to_pay', 'in_group', 'ready', 'refunding'] as const
type Tab = (typeof tabs)[number]

/** The member's orders, by what is to be done about them. */
export default function OrdersPage() {
  const { session, signIn } = useSignedIn()
  const [tab, setTab] = useState<Tab>('all')
  const load = (cursor?: string) =>
    call('listMyOrders', { ...(tab !== 'all' && { state: tab }), ...(cursor !== undefined && { cursor }) })
  const list = useList<Order, Orders>(load, session ? `${session.token} ${tab}` : undefined)
  const [login, loggingIn] = useOnce(signIn)
  return (
    <Page title={copy.title}>
      {session === null ? (
        <Empty title={copy.guest} action={{ id: 'sign-in', words: common.signIn, busy: loggingIn, onPress: login }} />
      ) : (
        <>
          <Tabs<Tab> tabs={tabs.map((key) => ({ key, words: copy[key] }))} chosen={tab} onChoose={setTab} />
          {list.items.map((order) => (
            <Row key={order.orderId} order={order} />
          ))}
          <LoadMore
            more={list.more}
            count={list.items.length}
            onMore={list.next}
            empty={
              <Empty title={copy.empty} note={copy.emptyNote} action={{ id: 'go-home', words: common.home, onPress: goHome }} />
            }
          />
        </>
      )}
    </Page>
  )
}

function Row({ order }: { order: Order }) {
  const { orderId, title, merchantName, state, amountFen, quantity, placedAt } = order
  return (
    <View id={orderId} className="order__card" ariaRole="link" onClick={() => open(orderPath(orderId))}>
      <View className="order__row">
        <Text className="order__title">{title}</Text>
        <Text className="order__state">{orderWords[state] ?? state}</Text>
      </View>
      <Text className="order__note">
        {[merchantName, orderWords.count(quantity), yuan(amountFen), momentWords(placedAt, serverNow(), language)].join(' · ')}
      </Text>
    </View>
  )
}
