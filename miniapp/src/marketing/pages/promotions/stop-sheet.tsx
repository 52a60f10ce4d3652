import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/common'
import type { Batch } from './batch-card'
import { copy } from './copy'

interface Props {
  batch: Batch | undefined
  onClose(): void
  onStopped(batch: Batch): void
}

/** Says what stopping means before it is done, because it is for good. */
export function StopSheet({ batch, onClose, onStopped }: Props) {
  const [trouble, setTrouble] = useState<unknown>()
  const [stop, stopping] = useOnce(async () => {
    if (!batch) return
    setTrouble(undefined)
    try {
      onStopped(await call('stopBatch', { batchId: batch.batchId }))
      void Taro.showToast({ title: copy.stoppedNow, icon: 'none' })
      onClose()
    } catch (why) {
      setTrouble(why)
    }
  })
  return (
    <Popup open={batch !== undefined} title={copy.stopTitle(batch?.title ?? '')} onClose={onClose}>
      <View className="sheet__note">{copy.stopNote}</View>
      {trouble !== undefined && <Notice id="stop-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="sheet__bar">
        <Button id="keep" kind="soft" onPress={onClose}>
          {copy.keepOffer}
        </Button>
        <Button id="confirm-stop" kind="danger" block busy={stopping} onPress={stop}>
          {copy.confirmStop}
        </Button>
      </View>
    </Popup>
  )
}
