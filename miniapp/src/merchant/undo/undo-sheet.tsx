import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { newKey } from '../../api/key'
import { Lost } from '../../api/trouble'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { Popup } from '../../components/popup'
import { useOnce } from '../../hooks/use-once'
import { troubleWords } from '../../words/common'
import { copy, reasons } from './copy'
import './undo-sheet.scss'

export type Redemption = OutputOf<'redeem'>

interface Props {
  redemption: Redemption | undefined
  onClose(): void
  onUndone(redemption: Redemption): void
}

/** Takes a redemption back for a reason; safe to press again when no answer came. */
export function UndoSheet({ redemption, onClose, onUndone }: Props) {
  const [reason, setReason] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()
  const key = useRef<{ of: string; key: string } | undefined>(undefined)

  const [undo, undoing] = useOnce(async () => {
    if (!redemption || !reason) return
    setTrouble(undefined)
    // A new key for another redemption or another reason: the same one must always mean the same thing.
    const of = `${redemption.redemptionId} ${reason}`
    if (key.current?.of !== of) key.current = { of, key: newKey() }
    try {
      const { redemptionId } = redemption
      const undone = await call('undoRedemption', { redemptionId, reason }, { key: key.current.key })
      setReason(undefined)
      onUndone(undone)
    } catch (why) {
      setTrouble(why)
      if (!(why instanceof Lost)) key.current = undefined
    }
  })

  const close = () => {
    setTrouble(undefined)
    setReason(undefined)
    onClose()
  }

  return (
    <Popup open={redemption !== undefined} title={copy.title} onClose={close}>
      <View className="undo__note">{copy.note}</View>
      <View ariaRole="radiogroup">
        {reasons.map((words, index) => (
          <View
            key={words}
            id={`reason-${index}`}
            className={`undo__reason ${words === reason ? 'undo__reason--on' : ''}`}
            ariaRole="radio"
            {...{ ariaChecked: words === reason }}
            onClick={() => setReason(words)}
          >
            <Text>{words}</Text>
            {words === reason && <Icon name="check" ink="pine" />}
          </View>
        ))}
      </View>
      {trouble !== undefined && <Notice id="undo-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="undo__bar">
        <Button id="keep" kind="soft" onPress={close}>
          {copy.keep}
        </Button>
        <Button id="confirm-undo" kind="danger" block busy={undoing} disabled={reason === undefined} onPress={undo}>
          {copy.confirm}
        </Button>
      </View>
    </Popup>
  )
}
