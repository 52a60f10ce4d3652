import { Input, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { language } from '../../../platform/language'
import { momentWords } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import { headWords, storyWords } from './story'

export type Exception = OutputOf<'listExceptions'>['items'][number]
type Action = Exception['actions'][number]

/** A newer server may know an action that this build has no words for. */
const actionWords = (action: Action) => copy[action] ?? action

type Moving = 'give_back' | 'to_merchant'
const movesMoney = (action: Action): action is Moving => action === 'give_back' || action === 'to_merchant'

/** One of them: what it is about, what happened, and what was or can be said of it. */
export function ExceptionCard({ exception, onSaid }: { exception: Exception; onSaid(exception: Exception): void }) {
  const { exceptionId, state, about, merchantName, count, at, undos, actions, resolutions } = exception
  const [note, setNote] = useState('')
  const [trouble, setTrouble] = useState<unknown>()
  /** Money that would move, before it does. */
  const [asking, setAsking] = useState<Moving>()
  const [say, saying] = useOnce(async (action: Action) => {
    setTrouble(undefined)
    setAsking(undefined)
    try {
      const remark = note.trim()
      onSaid(await call('resolveException', { exceptionId, action, ...(remark !== '' && { note: remark }) }))
      void Taro.showToast({ title: copy.done, icon: 'none' })
    } catch (why) {
      setTrouble(why)
    }
  })
  const now = serverNow()
  const when = (instant: string) => momentWords(instant, now, language)
  const [head, ...facts] = headWords(exception)
  const isOwn = trouble instanceof Refusal && trouble.details?.own === true
  return (
    <View id={exceptionId} className="exception">
      <Text className="exception__head">{head}</Text>
      <Text className="exception__fact">
        {[merchantName, ...facts, (about.kind === 'money' ? copy.came_at : copy.last)(when(at))].filter(Boolean).join(' · ')}
      </Text>
      <View className="exception__story">
        {undos.map(({ redemptionId, at: undoneAt, by, storeName, title, member, reason, discountFen }) => (
          <View key={redemptionId} className="exception__undo">
            <Text className="exception__when">{when(undoneAt)}</Text>
            <View className="exception__words">
              <Text className="exception__reason">{reason}</Text>
              <Text className="exception__fact">{copy.undo(by, storeName)}</Text>
              {about.kind === 'staff' && <Text className="exception__fact">{copy.what(title, member, yuan(discountFen))}</Text>}
            </View>
          </View>
        ))}
        {storyWords(about, when).map((line) => (
          <Text key={line} className="exception__line">
            {line}
          </Text>
        ))}
        {undos.length > 0 && count > undos.length && (
          <Text className="exception__fact">{copy.older(count - undos.length)}</Text>
        )}
      </View>
      {resolutions.map(({ action, by, at: saidAt, note: remark }) => (
        <View key={saidAt} className="exception__said">
          <Text>{copy.said(actionWords(action), by, when(saidAt))}</Text>
          {remark && <Text className="exception__fact">{remark}</Text>}
        </View>
      ))}
      {trouble !== undefined && <Notice kind="bad" title={isOwn ? copy.own : troubleWords(trouble)} />}
      {state === 'open' && (
        <>
          <View className="exception__remark">
            <Input
              id={`remark-${exceptionId}`}
              className="exception__input"
              ariaLabel={copy.remark}
              placeholder={copy.remark}
              maxlength={100}
              value={note}
              onInput={(event) => setNote(event.detail.value)}
            />
          </View>
          <View className="exception__bar">
            {actions.map((action) => (
              <Button
                key={action}
                id={`${action}-${exceptionId}`}
                kind={action === 'misused' ? 'danger' : 'soft'}
                small
                busy={saying}
                onPress={() => (movesMoney(action) ? setAsking(action) : say(action))}
              >
                {actionWords(action)}
              </Button>
            ))}
          </View>
        </>
      )}
      {asking && (
        <Popup
          open
          title={copy[`ask_${asking}`](
            about.kind === 'money' && about.amountFen !== undefined ? yuan(about.amountFen) : copy.all,
          )}
          onClose={() => setAsking(undefined)}
        >
          <View className="exception__ask">{copy.askNote}</View>
          <View className="exception__bar">
            <Button id={`back-${exceptionId}`} kind="soft" onPress={() => setAsking(undefined)}>
              {copy.back}
            </Button>
            <Button id={`sure-${exceptionId}`} kind="danger" block busy={saying} onPress={() => say(asking)}>
              {copy.sure}
            </Button>
          </View>
        </Popup>
      )}
    </View>
  )
}
