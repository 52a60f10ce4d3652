import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { asTheyRead, Reasons } from '../../../components/reasons'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import type { Review } from './index'

export interface Deciding {
  review: Review
  decision: 'approved' | 'refused'
}

interface Props {
  deciding: Deciding | undefined
  onClose(): void
  onDecided(decision: Deciding['decision']): void
}

const ready = {
  approved: asTheyRead([copy.known, copy.bought, copy.wrongPlace]),
  refused: asTheyRead([copy.absent, copy.onePhone, copy.shut]),
}

/** The reason, which the guest reads; the same decision again changes nothing. */
export function DecideSheet({ deciding, onClose, onDecided }: Props) {
  const [chosen, setChosen] = useState('')
  const [trouble, setTrouble] = useState<unknown>()
  const reason = chosen.trim()
  const close = () => {
    setChosen('')
    setTrouble(undefined)
    onClose()
  }
  const [decide, busy] = useOnce(async () => {
    if (!deciding || !reason) return
    setTrouble(undefined)
    try {
      const { review, decision } = deciding
      await call('decideReview', { visitId: review.visitId, decision, reason })
      setChosen('')
      onDecided(decision)
    } catch (why) {
      setTrouble(why)
    }
  })
  const decision = deciding?.decision ?? 'approved'
  return (
    <Popup open={deciding !== undefined} title={decision === 'approved' ? copy.approveTitle : copy.refuseTitle} onClose={close}>
      <Reasons ready={ready[decision]} value={chosen} own={copy.own} onChange={setChosen} />
      {trouble !== undefined && <Notice id="decide-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="review__bar">
        <Button id="keep" kind="soft" onPress={close}>
          {copy.keep}
        </Button>
        <Button id="decide" block busy={busy} disabled={!reason} onPress={decide}>
          {copy.confirm}
        </Button>
      </View>
    </Popup>
  )
}
