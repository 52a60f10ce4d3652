import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import type { CallOf, OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { goHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Price } from '../../../components/price'
import { Skeleton } from '../../../components/skeleton'
import { Stepper } from '../../../components/stepper'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { channels } from '../../../platform/pay'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { Choices } from '../../orders/choices'
import { orderPath } from '../../orders/paths'
import { payFor } from '../../orders/pay-for'
import { copy } from './copy'
import '../../orders/orders.scss'

type Deal = OutputOf<'getDeal'>
interface Asked {
  dealId?: string
  mode?: string
  size?: string
  groupId?: string
  quantity?: string
}

/** What one voucher costs; undefined where what is asked for is not on offer. */
interface Seen {
  deal: Deal
  priceFen: number | undefined
}

async function look({ dealId = '', mode, size, groupId }: Asked): Promise<Seen> {
  const deal = await call('getDeal', { dealId })
  if (mode === 'join') return { deal, priceFen: (await call('getGroup', { groupId: groupId ?? '' })).priceFen }
  if (mode === 'alone') return { deal, priceFen: deal.aloneFen }
  return { deal, priceFen: deal.ladder.find((step) => step.size === Number(size))?.priceFen }
}

/** What is ordered, how many, and how it is paid; one tap places it and opens the payment. */
export default function CheckoutPage() {
  const asked = useRouter().params as Asked
  const whole = asked.dealId !== undefined && ['alone', 'open', 'join'].includes(asked.mode ?? '')
  const { remote, reload } = useRemote<Seen>(() => look(asked), whole ? JSON.stringify(asked) : undefined)
  const seen = remote.is === 'ready' ? remote.value : undefined
  const unknown = remote.is === 'failed' && remote.trouble instanceof Refusal && remote.trouble.status < 429
  if (!whole || unknown || (seen && seen.priceFen === undefined))
    return (
      <Page title={copy.title}>
        <Empty
          icon="warn"
          title={whole ? copy.unknown : copy.incomplete}
          note={copy.missingNote}
          action={{ id: 'go-home', words: common.home, onPress: goHome }}
        />
      </Page>
    )
  if (seen?.priceFen !== undefined) return <Checkout deal={seen.deal} priceFen={seen.priceFen} asked={asked} />
  return (
    <Page title={copy.title}>
      {remote.is === 'loading' && <Skeleton shape="line" count={4} />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
    </Page>
  )
}

function Checkout({ deal, priceFen, asked }: { deal: Deal; priceFen: number; asked: Asked }) {
  const first = Math.min(deal.perMember, Math.max(1, Math.floor(Number(asked.quantity)) || 1))
  const [quantity, setQuantity] = useState(first)
  const [channel, setChannel] = useState(channels[0] ?? 'wechat')
  const [trouble, setTrouble] = useState<unknown>()
  // One key for one basket: a second tap, or one after a lost answer, is the same order.
  const key = useRef({ of: '', key: '' })
  const [order, ordering] = useOnce(async () => {
    setTrouble(undefined)
    const wanted = wantedOf(asked, quantity)
    const basket = JSON.stringify(wanted)
    if (key.current.of !== basket) key.current = { of: basket, key: newKey() }
    try {
      const { orderId } = await call('placeOrder', wanted, { key: key.current.key })
      try {
        await payFor(orderId, channel)
      } catch {
        // The order is placed: its page says how it stands, and pays it.
        void Taro.redirectTo({ url: orderPath(orderId) })
      }
    } catch (why) {
      setTrouble(why)
    }
  })
  const what = asked.mode === 'alone' ? copy.alone : asked.mode === 'open' ? copy.open(Number(asked.size)) : copy.join
  return (
    <Page
      title={copy.title}
      bar={
        <View className="order__bar">
          <View className="order__row">
            <Price fen={priceFen * quantity} size="large" />
          </View>
          <Button id="order" block busy={ordering} onPress={order}>
            {copy.press}
          </Button>
        </View>
      }
    >
      <View className="order__card">
        <Text className="order__title">{deal.title}</Text>
        <Text className="order__note">{[deal.merchantName, what].join(' · ')}</Text>
        <Text className="order__note">{`${copy.each} ${yuan(priceFen)}`}</Text>
      </View>
      <View className="order__card">
        <View className="order__row">
          <Text>{copy.quantity}</Text>
          <Stepper
            id="quantity"
            value={quantity}
            most={deal.perMember}
            less={copy.fewer}
            more={copy.more}
            onChange={setQuantity}
          />
        </View>
        <Text className="order__note">{copy.most(deal.perMember)}</Text>
      </View>
      {channels.length > 1 && <Choices title={copy.how} chosen={channel} onChoose={setChannel} />}
      <Text className="order__note">{asked.mode === 'alone' ? copy.held : `${copy.held}；${copy.groupNote}`}</Text>
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} note={noteOf(trouble)} />}
      {trouble !== undefined && (
        <Button id="elsewhere" kind="soft" block onPress={() => void Taro.redirectTo({ url: elsewhere(asked, trouble) })}>
          {isOfGroup(trouble) ? copy.toGroup : copy.toDeal}
        </Button>
      )}
    </Page>
  )
}

function wantedOf({ dealId = '', mode, size, groupId }: Asked, quantity: number): CallOf<'placeOrder'> {
  const one = { dealId, quantity }
  if (mode === 'open') return { ...one, mode, size: Number(size) }
  if (mode === 'join') return { ...one, mode, groupId: groupId ?? '' }
  return { ...one, mode: 'alone' }
}

const isOfGroup = (trouble: unknown) => trouble instanceof Refusal && trouble.code.startsWith('group.')
const noteOf = (trouble: unknown) => (isOfGroup(trouble) ? copy.otherGroups : undefined)

/** The group's page says what is free instead; the deal's page what is on sale. */
function elsewhere({ dealId, groupId }: Asked, trouble: unknown): string {
  if (isOfGroup(trouble) && groupId !== undefined) return `/guest/pages/group/index?groupId=${groupId}`
  return `/guest/pages/deal/index?dealId=${dealId}`
}
