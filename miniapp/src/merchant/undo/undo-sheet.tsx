import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { yuan } from '../../../../shared/money.ts'
import { managerUndoesFromFen, reasonInWords, undoReasons } from '../../../../shared/undo.ts'
import { call } from '../../api/call'
import { newKey } from '../../api/key'
import { Lost } from '../../api/trouble'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { Popup } from '../../components/popup'
import { Reasons } from '../../components/reasons'
import { useOnce } from '../../hooks/use-once'
import { language } from '../../platform/language'
import { troubleWords } from '../../words/trouble'
import { copy } from './copy'
import './undo-sheet.scss'

export type Redemption = OutputOf<'redeem'>

const ready = Object.keys(undoReasons).map((code) => ({ value: code, words: reasonInWords(code, language) }))

/** What stands in place of the button where a manager has to do it. */
export const managerWords = copy.manager(yuan(managerUndoesFromFen))

interface Props {
  redemption: Redemption | undefined
  onClose(): void
  onUndone(redemption: Redemption): void
}

/** Takes a redemption back for a reason; safe to press again when no answer came. */
export function UndoSheet({ redemption, onClose, onUndone }: Props) {
  const [chosen, setChosen] = useState('')
  const reason = chosen.trim()
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
      setChosen('')
      onUndone(undone)
    } catch (why) {
      setTrouble(why)
      if (!(why instanceof Lost)) key.current = undefined
    }
  })

  const close = () => {
    setTrouble(undefined)
    setChosen('')
    onClose()
  }

  return (
    <Popup open={redemption !== undefined} title={copy.title} onClose={close}>
      <View className="undo__note">{copy.note}</View>
      <Reasons ready={ready} value={chosen} own={copy.otherHint} onChange={setChosen} />
      {trouble !== undefined && <Notice id="undo-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="undo__bar">
        <Button id="keep" kind="soft" onPress={close}>
          {copy.keep}
        </Button>
        <Button id="confirm-undo" kind="danger" block busy={undoing} disabled={!reason} onPress={undo}>
          {copy.confirm}
        </Button>
      </View>
    </Popup>
  )
}
