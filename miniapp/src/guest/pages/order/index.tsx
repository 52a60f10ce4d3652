import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Countdown } from '../../../components/countdown'
import { Empty, Failed } from '../../../components/empty'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Popup } from '../../../components/popup'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { language } from '../../../platform/language'
import { channels } from '../../../platform/pay'
import { momentWords } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { NotifyMe } from '../../notify-me'
import { Choices } from '../../orders/choices'
import { orderWords } from '../../orders/copy'
import { open, ordersPath, refundPath } from '../../orders/paths'
import { payFor } from '../../orders/pay-for'
import { copy } from './copy'
import { type Order, useOrder } from './use-order'
import '../../orders/orders.scss'

/** How an order stands, what happened to it, and what can be done: also where somebody comes back from paying. */
export default function OrderPage() {
  const { orderId, from, payment } = useRouter().params
  const { remote, order, reload, put, isAsking, askAgain, wasAsked } = useOrder(
    orderId,
    from === 'payment' && payment !== 'cancelled',
  )
  const [channel, setChannel] = useState(order?.channel ?? channels[0] ?? 'wechat')
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const attempt = (work: () => Promise<void>) => async () => {
    setTrouble(undefined)
    try {
      await work()
    } catch (why) {
      setTrouble(why)
      void reload()
    }
  }
  const [pay, paying] = useOnce(
    attempt(async () => {
      await payFor(orderId ?? '', channel, true)
      askAgain()
      await reload()
    }),
  )
  const [giveUp, givingUp] = useOnce(
    attempt(async () => {
      setAsking(false)
      put(await call('cancelOrder', { orderId: orderId ?? '' }))
    }),
  )

  const unknown = remote.is === 'failed' && remote.trouble instanceof Refusal && remote.trouble.status < 429
  if (orderId === undefined || unknown)
    return (
      <Page title={copy.title}>
        <Empty
          icon="warn"
          title={copy.unknown}
          note={copy.missingNote}
          action={{ id: 'to-orders', words: copy.all, onPress: () => void Taro.redirectTo({ url: ordersPath }) }}
        />
      </Page>
    )
  const canPay = order?.state === 'to_pay'
  return (
    <Page
      title={copy.title}
      bar={
        canPay && (
          <View className="order__bar">
            <Button id="give-up" kind="soft" busy={givingUp} onPress={() => setAsking(true)}>
              {copy.giveUp}
            </Button>
            <Button id="pay" block busy={paying} onPress={pay}>
              {`${wasAsked ? copy.payAgain : copy.pay} ${yuan(order.amountFen)}`}
            </Button>
          </View>
        )
      }
    >
      {remote.is === 'loading' && <Skeleton shape="line" count={5} />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {order && (
        <>
          <Standing order={order} isAsking={isAsking} wasAsked={wasAsked} />
          <TellMe state={order.state} />
          {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
          {canPay && channels.length > 1 && <Choices title={copy.how} chosen={channel} onChoose={setChannel} />}
          <Ways order={order} />
          <Facts order={order} />
          <Past order={order} />
        </>
      )}
      <Popup open={asking && canPay} title={copy.giveUp} onClose={() => setAsking(false)}>
        <Text className="order__note">{copy.giveUpAsk}</Text>
        <View className="order__bar">
          <Button id="keep" kind="soft" onPress={() => setAsking(false)}>
            {copy.keep}
          </Button>
          <Button id="confirm-give-up" kind="danger" block busy={givingUp} onPress={giveUp}>
            {copy.giveUp}
          </Button>
        </View>
      </Popup>
    </Page>
  )
}

function Standing({ order, isAsking, wasAsked }: { order: Order; isAsking: boolean; wasAsked: boolean }) {
  const { state } = order
  return (
    <View className="order__card">
      <View className="order__row">
        <Text id="order-state" className="order__state">
          {orderWords[state] ?? state}
        </Text>
        {state === 'to_pay' && (
          <View>
            <Text className="order__note">{copy.payIn}</Text>
            <Countdown to={order.payBy} />
          </View>
        )}
      </View>
      {state === 'to_pay' && isAsking && <Notice id="asking" kind="calm" title={copy.asking} note={copy.askingNote} />}
      {state === 'to_pay' && !isAsking && wasAsked && (
        <Notice id="unpaid" kind="calm" title={copy.unpaid} note={copy.unpaidNote} />
      )}
      {state === 'held' && <Notice kind="calm" title={copy.heldNote} />}
      {state === 'closing' && <Notice kind="calm" title={copy.closingNote} />}
      {state === 'closed' && <Text className="order__note">{copy.closedNote}</Text>}
    </View>
  )
}

/** Right after paying is when somebody wants to hear of it: of the group while that is open, then of the vouchers. */
function TellMe({ state }: Pick<Order, 'state'>) {
  if (state === 'in_group') return <NotifyMe key="group" kinds={['group', 'refund']} />
  return state === 'ready' ? <NotifyMe key="vouchers" kinds={['voucher_expiring', 'store_closed']} of="end" /> : null
}

/** Where to go from here. */
function Ways({ order }: { order: Order }) {
  const { groupId, orderId, state, refundable } = order
  const isPaid = state === 'in_group' || state === 'ready' || state === 'part_refunded'
  return (
    <>
      {groupId !== undefined && (state === 'in_group' || state === 'ready') && (
        <Button id="to-group" kind="soft" block onPress={() => open(`/guest/pages/group/index?groupId=${groupId}`)}>
          {copy.toGroup}
        </Button>
      )}
      {(state === 'ready' || state === 'part_refunded') && (
        <Button id="to-wallet" block onPress={() => void Taro.switchTab({ url: '/pages/wallet/index' })}>
          {copy.toWallet}
        </Button>
      )}
      {isPaid && refundable && (
        <Button id="to-refund" kind="plain" block onPress={() => open(refundPath(orderId))}>
          {copy.refund}
        </Button>
      )}
    </>
  )
}

function Facts({ order }: { order: Order }) {
  const { orderId, title, merchantName, quantity, priceFen, amountFen, refundedFen, outTradeNo, channel, paidAt } = order
  const facts: [string, string][] = [
    [copy.price, `${yuan(priceFen)} × ${quantity}`],
    [paidAt === undefined ? copy.toPay : copy.amount, yuan(amountFen)],
    ...(refundedFen > 0 ? [[copy.back, yuan(refundedFen)] as [string, string]] : []),
    ...(paidAt !== undefined && channel !== undefined ? [[copy.by, orderWords[channel] ?? channel] as [string, string]] : []),
    ...(outTradeNo === undefined ? [] : [[copy.trade, outTradeNo] as [string, string]]),
  ]
  return (
    <View className="order__card">
      <Text className="order__title">{title}</Text>
      <Text className="order__note">{merchantName}</Text>
      {facts.map(([name, value]) => (
        <View key={name} className="order__past">
          <Text className="order__note order__name">{name}</Text>
          <Text className="order__fact">{value}</Text>
        </View>
      ))}
      <Text className="order__note">{`${copy.number} ${orderId}`}</Text>
    </View>
  )
}

function Past({ order }: { order: Order }) {
  const now = serverNow()
  return (
    <View className="order__card">
      <Text className="order__title">{copy.past}</Text>
      {(order.timeline ?? []).map(({ kind, at, amountFen }) => (
        <View key={`${kind} ${at} ${amountFen}`} className="order__past">
          <Text>{[copy[kind] ?? kind, ...(amountFen === undefined ? [] : [yuan(amountFen)])].join(' ')}</Text>
          <Text className="order__note">{momentWords(at, now, language)}</Text>
        </View>
      ))}
    </View>
  )
}
