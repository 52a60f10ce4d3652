import { Input, Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Popup } from '../../../components/popup'
import { Price } from '../../../components/price'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { troubleWords } from '../../../words/trouble'
import { orderPath } from '../../orders/paths'
import { copy } from './copy'
import '../../orders/orders.scss'

type Quote = OutputOf<'quoteRefund'>
type Part = Quote['parts'][number]
interface Seen {
  quote: Quote
  inGroup: boolean
}

/** What would go back, part by part; chosen, confirmed, asked for once. */
export default function RefundPage() {
  const { orderId } = useRouter().params
  const { remote, reload } = useRemote<Seen>(async () => {
    const asked = { orderId: orderId ?? '' }
    const [quote, order] = await Promise.all([call('quoteRefund', asked), call('getOrder', asked)])
    return { quote, inGroup: order.state === 'in_group' }
  }, orderId)
  const back = () => void Taro.redirectTo({ url: orderPath(orderId ?? '') })
  const refused = remote.is === 'failed' && remote.trouble instanceof Refusal && remote.trouble.status < 429
  if (orderId === undefined || refused || (remote.is === 'ready' && remote.value.quote.amountFen === 0))
    return (
      <Page title={copy.title}>
        <Empty icon="warn" title={copy.unknown} action={{ id: 'to-order', words: copy.toOrder, onPress: back }} />
      </Page>
    )
  if (remote.is === 'ready') return <Choose orderId={orderId} seen={remote.value} onStale={() => void reload()} onDone={back} />
  return (
    <Page title={copy.title}>
      {remote.is === 'loading' && <Skeleton shape="line" count={4} />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
    </Page>
  )
}

interface Props {
  orderId: string
  seen: Seen
  onStale(): void
  onDone(): void
}

function Choose({ orderId, seen: { quote, inGroup }, onStale, onDone }: Props) {
  const free = quote.parts.filter(({ backFen }) => backFen > 0)
  const [left, setLeft] = useState<string[]>([])
  const [reason, setReason] = useState(copy.usual)
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const chosen = free.filter(({ voucherId }) => inGroup || !left.includes(voucherId))
  const sum = chosen.reduce((total, { backFen }) => total + backFen, 0)
  const key = useRef({ of: '', key: '' })
  const [ask, isAsking] = useOnce(async () => {
    setTrouble(undefined)
    setAsking(false)
    const wanted = { orderId, voucherIds: chosen.map(({ voucherId }) => voucherId), reason: reason.trim() || copy.usual }
    const same = JSON.stringify(wanted)
    if (key.current.of !== same) key.current = { of: same, key: newKey() }
    try {
      await call('requestRefund', wanted, { key: key.current.key })
      void Taro.showToast({ title: copy.done, icon: 'none' })
      onDone()
    } catch (why) {
      setTrouble(why)
      if (why instanceof Refusal) onStale()
    }
  })
  const toggle = ({ voucherId }: Part) =>
    setLeft(left.includes(voucherId) ? left.filter((one) => one !== voucherId) : [...left, voucherId])
  return (
    <Page
      title={copy.title}
      bar={
        <View className="order__bar">
          <View id="sum" className="order__row">
            <Price fen={sum} size="large" />
          </View>
          <Button id="ask" block kind="danger" disabled={sum === 0} busy={isAsking} onPress={() => setAsking(true)}>
            {copy.press}
          </Button>
        </View>
      }
    >
      {inGroup && <Notice kind="calm" title={copy.inGroup} />}
      <View className="order__card">
        <Text className="order__note">{copy.which}</Text>
        {quote.parts.map((part, nth) => (
          <PartRow
            key={part.voucherId}
            part={part}
            nth={nth + 1}
            isOn={chosen.includes(part)}
            onPress={inGroup || part.backFen === 0 ? undefined : () => toggle(part)}
          />
        ))}
      </View>
      <View className="order__card">
        <Text className="order__note">{copy.reason}</Text>
        <Input
          id="reason"
          className="order__input"
          ariaLabel={copy.reason}
          placeholder={copy.reasonHint}
          maxlength={25}
          value={reason}
          onInput={(event) => setReason(event.detail.value)}
        />
        <Text className="order__note">{copy.reasonHint}</Text>
      </View>
      <Text className="order__note">{copy.note}</Text>
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      <Popup open={asking} title={copy.title} onClose={() => setAsking(false)}>
        <Text className="order__note">{copy.ask(yuan(sum))}</Text>
        <View className="order__bar">
          <Button id="keep" kind="soft" onPress={() => setAsking(false)}>
            {copy.keep}
          </Button>
          <Button id="confirm" kind="danger" block busy={isAsking} onPress={ask}>
            {copy.press}
          </Button>
        </View>
      </Popup>
    </Page>
  )
}

function PartRow({ part, nth, isOn, onPress }: { part: Part; nth: number; isOn: boolean; onPress: (() => void) | undefined }) {
  const { used, uses, backFen, why } = part
  const notes = [
    ...(uses > 1 ? [copy.used(used, uses)] : []),
    why === undefined ? copy.back(yuan(backFen)) : copy[`why_${why}`],
  ]
  return (
    <View
      id={`part-${nth}`}
      className={`order__choice ${backFen === 0 ? 'order__choice--off' : ''}`}
      ariaRole="checkbox"
      {...{ ariaChecked: isOn }}
      onClick={onPress}
    >
      <View>
        <Text>{copy.nth(nth)}</Text>
        <Text className="order__note">{notes.join(' · ')}</Text>
      </View>
      <Text className="order__mark">{isOn ? '✓' : ''}</Text>
    </View>
  )
}
