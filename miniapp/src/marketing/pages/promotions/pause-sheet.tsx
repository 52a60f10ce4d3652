import { Input, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/common'
import { copy } from './copy'
import type { Promotion } from './promotion-card'

const ready = [copy.reasonShort, copy.reasonStock, copy.reasonAdjust]

interface Props {
  promotionId: string
  onClose(): void
  onPaused(promotion: Promotion): void
}

/** Guests read the reason: a ready one, or the marketer's own. Pausing twice for one reason is pausing once. */
export function PauseSheet({ promotionId, onClose, onPaused }: Props) {
  const [reason, setReason] = useState('')
  const [trouble, setTrouble] = useState<unknown>()
  const own = ready.includes(reason) ? '' : reason
  const [pause, pausing] = useOnce(async () => {
    setTrouble(undefined)
    try {
      onPaused(await call('pausePromotion', { promotionId, reason: reason.trim() }))
      void Taro.showToast({ title: copy.pausedNow, icon: 'none' })
      onClose()
    } catch (why) {
      setTrouble(why)
    }
  })
  return (
    <Popup open title={copy.pauseTitle} onClose={onClose}>
      <View className="sheet__note">{copy.pauseNote}</View>
      <View ariaRole="radiogroup">
        {ready.map((words, index) => (
          <View
            key={words}
            id={`reason-${index}`}
            className={`sheet__reason ${words === reason ? 'sheet__reason--on' : ''}`}
            ariaRole="radio"
            {...{ ariaChecked: words === reason }}
            onClick={() => setReason(words)}
          >
            <Text>{words}</Text>
            {words === reason && <Icon name="check" ink="pine" />}
          </View>
        ))}
      </View>
      <View className={`sheet__reason ${own ? 'sheet__reason--on' : ''}`}>
        <Input
          id="reason-own"
          className="sheet__own"
          ariaLabel={copy.reasonOwn}
          placeholder={copy.reasonOwn}
          maxlength={60}
          value={own}
          onInput={(event) => setReason(event.detail.value)}
        />
      </View>
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
