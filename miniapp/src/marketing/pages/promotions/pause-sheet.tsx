import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { asTheyRead, Reasons } from '../../../components/reasons'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import type { Promotion } from './promotion-card'

const ready = asTheyRead([copy.reasonShort, copy.reasonStock, copy.reasonAdjust])

interface Props {
  promotionId: string
  /** As it was seen. */
  turn: number
  onClose(): void
  onPaused(promotion: Promotion): void
}

/** Guests read the reason: a ready one, or the marketer's own. Pausing twice for one reason is pausing once. */
export function PauseSheet({ promotionId, turn, onClose, onPaused }: Props) {
  const [reason, setReason] = useState('')
  const [trouble, setTrouble] = useState<unknown>()
  const [pause, pausing] = useOnce(async () => {
    setTrouble(undefined)
    try {
      onPaused(await call('pausePromotion', { promotionId, reason: reason.trim(), turn }))
      void Taro.showToast({ title: copy.pausedNow, icon: 'none' })
      onClose()
    } catch (why) {
      setTrouble(why)
    }
  })
  return (
    <Popup open title={copy.pauseTitle} onClose={onClose}>
      <View className="sheet__note">{copy.pauseNote}</View>
      <Reasons ready={ready} value={reason} own={copy.reasonOwn} onChange={setReason} />
      {trouble !== undefined && <Notice id="pause-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="sheet__bar">
        <Button id="keep" kind="soft" onPress={onClose}>
          {copy.keepLive}
        </Button>
        <Button id="confirm-pause" kind="danger" block busy={pausing} disabled={reason.trim() === ''} onPress={pause}>
          {copy.confirmPause}
        </Button>
      </View>
    </Popup>
  )
}
