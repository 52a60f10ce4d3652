import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/common'
import { copy } from './copy'
import type { Deal } from './deal-card'

interface Props {
  deal: Deal | undefined
  onClose(): void
  onStopped(deal: Deal): void
}

/** Says what ending the sale means before it is done, because it is for good. */
export function DealStopSheet({ deal, onClose, onStopped }: Props) {
  const [trouble, setTrouble] = useState<unknown>()
  const [stop, stopping] = useOnce(async () => {
    if (!deal) return
    setTrouble(undefined)
    try {
      onStopped(await call('stopDeal', { dealId: deal.dealId }))
      void Taro.showToast({ title: copy.dealStoppedNow, icon: 'none' })
      onClose()
    } catch (why) {
      setTrouble(why)
    }
  })
  return (
    <Popup open={deal !== undefined} title={copy.stopDealTitle(deal?.title ?? '')} onClose={onClose}>
      <View className="sheet__note">{copy.stopDealNote}</View>
      {trouble !== undefined && <Notice id="stop-deal-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="sheet__bar">
        <Button id="keep-deal" kind="soft" onPress={onClose}>
          {copy.keepDeal}
        </Button>
        <Button id="confirm-stop-deal" kind="danger" block busy={stopping} onPress={stop}>
          {copy.confirmStopDeal}
        </Button>
      </View>
    </Popup>
  )
}
