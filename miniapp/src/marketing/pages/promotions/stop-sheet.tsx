import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import type { Promotion } from './promotion-card'

interface Props {
  promotion: Promotion
  /** The batch or deal to end. */
  offerId: string
  onClose(): void
  onChange(promotion: Promotion): void
}

/** The batch or deal that is meant: what ending it is called, and the promotion once it is ended. */
function ending(promotion: Promotion, offerId: string) {
  const { batches, deals } = promotion
  const deal = deals.find(({ dealId }) => dealId === offerId)
  if (deal)
    return {
      title: copy.stopDealTitle(deal.title),
      note: copy.stopDealNote,
      keep: copy.keepDeal,
      confirm: copy.confirmStopDeal,
      done: copy.dealStoppedNow,
      end: async () => {
        const ended = await call('stopDeal', { dealId: offerId })
        return { ...promotion, deals: deals.map((known) => (known.dealId === offerId ? ended : known)) }
      },
    }
  return {
    title: copy.stopTitle(batches.find(({ batchId }) => batchId === offerId)?.title ?? ''),
    note: copy.stopNote,
    keep: copy.keepOffer,
    confirm: copy.confirmStop,
    done: copy.stoppedNow,
    end: async () => {
      const ended = await call('stopBatch', { batchId: offerId })
      return { ...promotion, batches: batches.map((known) => (known.batchId === offerId ? ended : known)) }
    },
  }
}

/** Says what ending an offer means before it is done, because it is for good. */
export function StopSheet({ promotion, offerId, onClose, onChange }: Props) {
  const { title, note, keep, confirm, done, end } = ending(promotion, offerId)
  const [trouble, setTrouble] = useState<unknown>()
  const [stop, stopping] = useOnce(async () => {
    setTrouble(undefined)
    try {
      onChange(await end())
      void Taro.showToast({ title: done, icon: 'none' })
      onClose()
    } catch (why) {
      setTrouble(why)
    }
  })
  return (
    <Popup open title={title} onClose={onClose}>
      <View className="sheet__note">{note}</View>
      {trouble !== undefined && <Notice id="stop-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="sheet__bar">
        <Button id="keep" kind="soft" onPress={onClose}>
          {keep}
        </Button>
        <Button id="confirm-stop" kind="danger" block busy={stopping} onPress={stop}>
          {confirm}
        </Button>
      </View>
    </Popup>
  )
}
