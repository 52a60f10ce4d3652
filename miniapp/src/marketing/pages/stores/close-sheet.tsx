import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { asTheyRead, Reasons } from '../../../components/reasons'
import { useOnce } from '../../../hooks/use-once'
import { Pick } from '../../../platform/pick'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import type { Store } from './store-card'

interface Props {
  store: Store
  onClose(): void
  onClosed(store: Store): void
}

const lengths = ['today', 'days', 'good'] as const
const ready = asTheyRead([copy.reasonPower, copy.reasonRepair, copy.reasonLease])

interface Lonely {
  batchId: string
  title: string
  held: number
  claimable: number
}

/** How long and why; for good it first shows which coupons would be good nowhere. */
export function CloseSheet({ store, onClose, onClosed }: Props) {
  const { storeId, name } = store
  const [length, setLength] = useState<(typeof lengths)[number]>('today')
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const [trouble, setTrouble] = useState<unknown>()
  const holders =
    trouble instanceof Refusal && trouble.code === 'store.has_holders' ? (trouble.details?.batches as Lonely[]) : undefined
  const [send, sending] = useOnce(async () => {
    setTrouble(undefined)
    const how = length === 'good' ? ({ forGood: true } as const) : length === 'days' ? { until } : {}
    try {
      onClosed(await call('closeStore', { storeId, reason: reason.trim(), ...how, ...(holders && { confirmHolders: true }) }))
      void Taro.showToast({ title: copy.closedNow, icon: 'none' })
      onClose()
    } catch (why) {
      setTrouble(why)
    }
  })
  const choose = (next: (typeof lengths)[number]) => {
    setLength(next)
    setTrouble(undefined)
  }
  return (
    <Popup open title={copy.closeTitle(name)} onClose={onClose}>
      <View className="closing__note">{copy.closeNote}</View>
      <View className="choice" ariaRole="radiogroup" ariaLabel={copy.close}>
        {lengths.map((one) => (
          <View
            key={one}
            id={`length-${one}`}
            className={`choice__one ${one === length ? 'choice__one--on' : ''}`}
            ariaRole="radio"
            {...{ ariaChecked: one === length }}
            onClick={() => choose(one)}
          >
            <Text>{copy[one]}</Text>
          </View>
        ))}
      </View>
      {length === 'days' && (
        <View className="row closing__day">
          <Text className="row__label">{copy.lastDay}</Text>
          <View className="row__box">
            <Pick id="until" mode="date" label={copy.lastDay} placeholder={copy.choose} value={until} onPick={setUntil} />
          </View>
        </View>
      )}
      <View className="closing__reasons">
        <Reasons ready={ready} value={reason} own={copy.reasonOwn} onChange={setReason} />
      </View>
      {holders ? (
        <>
          <Notice id="holders" kind="bad" title={copy.holders} note={copy.holdersNote} />
          {holders.map(({ batchId, title, held, claimable }) => (
            <Text key={batchId} className="closing__note">
              {copy.holder(title, held, claimable)}
            </Text>
          ))}
        </>
      ) : (
        trouble !== undefined && <Notice id="close-trouble" kind="bad" title={troubleWords(trouble)} />
      )}
      <View className="create__bar closing__bar">
        <Button id="keep-open" kind="soft" onPress={onClose}>
          {copy.keep}
        </Button>
        <Button
          id="confirm-close"
          kind="danger"
          block
          busy={sending}
          disabled={reason.trim() === '' || (length === 'days' && until === '')}
          onPress={send}
        >
          {holders ? copy.confirmHolders : length === 'good' ? copy.confirmGood : copy.confirm}
        </Button>
      </View>
    </Popup>
  )
}
