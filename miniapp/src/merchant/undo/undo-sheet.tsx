import { Input, Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { yuan } from '../../../../shared/money.ts'
import { managerUndoesFromFen, reasonInWords, undoReasons } from '../../../../shared/undo.ts'
import { call } from '../../api/call'
import { newKey } from '../../api/key'
import { Lost } from '../../api/trouble'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { Popup } from '../../components/popup'
import { useOnce } from '../../hooks/use-once'
import { language } from '../../platform/language'
import { troubleWords } from '../../words/common'
import { copy } from './copy'
import './undo-sheet.scss'

export type Redemption = OutputOf<'redeem'>

const choices = [...Object.keys(undoReasons), 'other'] as const

/** What stands in place of the button where a manager has to do it. */
export const managerWords = copy.manager(yuan(managerUndoesFromFen))

interface Props {
  redemption: Redemption | undefined
  onClose(): void
  onUndone(redemption: Redemption): void
}

/** Takes a redemption back for a reason; safe to press again when no answer came. */
export function UndoSheet({ redemption, onClose, onUndone }: Props) {
  const [choice, setChoice] = useState<string>()
  const [own, setOwn] = useState('')
  const reason = choice === 'other' ? own.trim() : choice
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
      setChoice(undefined)
      setOwn('')
      onUndone(undone)
    } catch (why) {
      setTrouble(why)
      if (!(why instanceof Lost)) key.current = undefined
    }
  })

  const close = () => {
    setTrouble(undefined)
    setChoice(undefined)
    onClose()
  }

  return (
    <Popup open={redemption !== undefined} title={copy.title} onClose={close}>
      <View className="undo__note">{copy.note}</View>
      <View ariaRole="radiogroup">
        {choices.map((one, index) => (
          <View
            key={one}
            id={`reason-${index}`}
            className={`undo__reason ${one === choice ? 'undo__reason--on' : ''}`}
            ariaRole="radio"
            {...{ ariaChecked: one === choice }}
            onClick={() => setChoice(one)}
          >
            <Text>{one === 'other' ? copy.other : reasonInWords(one, language)}</Text>
            {one === choice && <Icon name="check" ink="pine" />}
          </View>
        ))}
      </View>
      {choice === 'other' && (
        <View className="undo__reason">
          <Input
            id="reason-own"
            className="undo__own"
            ariaLabel={copy.otherHint}
            placeholder={copy.otherHint}
            maxlength={60}
            focus
            value={own}
            onInput={(event) => setOwn(event.detail.value)}
          />
        </View>
      )}
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
