import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { useOnce } from '../../../hooks/use-once'
import { language } from '../../../platform/language'
import { troubleWords } from '../../../words/common'
import { dayWords, lastDayWords, millis, wallOf } from '../../../words/time'
import { BatchCard } from './batch-card'
import { copy } from './copy'
import { PauseSheet } from './pause-sheet'
import { StopSheet } from './stop-sheet'

export type Promotion = OutputOf<'getPromotion'>

/** In words, by the server's clock: `live` covers the time before and after the window too. */
function standing({ state, from, to }: Promotion): string {
  if (state === 'draft') return copy.draft
  const now = serverNow()
  if (now >= millis(to)) return copy.over
  if (state === 'paused') return copy.paused
  return now < millis(from) ? copy.waiting : copy.running
}

interface Props {
  promotion: Promotion
  onChange(promotion: Promotion): void
}

export function PromotionCard({ promotion, onChange }: Props) {
  const { promotionId, name, from, to, state, pausedFor, batches } = promotion
  const [trouble, setTrouble] = useState<unknown>()
  const [pausing, setPausing] = useState(false)
  const [stopping, setStopping] = useState<string>()
  /** One change at a time: what it brings back is shown, or why it was not made. */
  const [move, moving] = useOnce(async (work: () => Promise<Promotion>, words: string) => {
    setTrouble(undefined)
    try {
      onChange(await work())
      void Taro.showToast({ title: words, icon: 'none' })
    } catch (why) {
      setTrouble(why)
    }
  })
  const launch = () => move(() => call('launchPromotion', { promotionId }), copy.launched)
  const resume = () => move(() => call('resumePromotion', { promotionId }), copy.resumed)
  const start = wallOf(from)
  const now = serverNow()
  const over = now >= millis(to)
  return (
    <View id={`promotion-${promotionId}`} className="promo">
      <View className="promo__head">
        <View className="promo__words">
          <View className="promo__name" ariaRole="heading">
            {name}
          </View>
          <Text className="promo__window">
            {start ? copy.window(dayWords(start, now, language), lastDayWords(to, now, language)) : ''}
          </Text>
        </View>
        <Text id={`standing-${promotionId}`} className={`promo__state promo__state--${state}`}>
          {standing(promotion)}
        </Text>
        {state === 'draft' && batches.length > 0 && (
          <Button id={`launch-${promotionId}`} small busy={moving} onPress={launch}>
            {moving ? copy.launching : copy.launch}
          </Button>
        )}
        {state === 'live' && !over && (
          <Button id={`pause-${promotionId}`} kind="soft" small onPress={() => setPausing(true)}>
            {copy.pause}
          </Button>
        )}
        {state === 'paused' && !over && (
          <Button id={`resume-${promotionId}`} small busy={moving} onPress={resume}>
            {copy.resume}
          </Button>
        )}
      </View>
      {state === 'paused' && !over && pausedFor && (
        <Notice id={`paused-${promotionId}`} kind="calm" title={copy.pausedFor(pausedFor)} note={copy.pausedNote} />
      )}
      {trouble !== undefined && <Notice id={`trouble-${promotionId}`} kind="bad" title={troubleWords(trouble)} />}
      {batches.length === 0 && <Text className="promo__window">{copy.noBatch}</Text>}
      <View className="promo__batches">
        {batches.map((batch) => (
          <BatchCard
            key={batch.batchId}
            batch={batch}
            live={state === 'live' || state === 'paused'}
            onStop={() => setStopping(batch.batchId)}
          />
        ))}
      </View>
      {pausing && <PauseSheet promotionId={promotionId} onClose={() => setPausing(false)} onPaused={onChange} />}
      {stopping !== undefined && (
        <StopSheet
          batch={batches.find(({ batchId }) => batchId === stopping)}
          onClose={() => setStopping(undefined)}
          onStopped={(stopped) =>
            onChange({
              ...promotion,
              batches: batches.map((known) => (known.batchId === stopped.batchId ? stopped : known)),
            })
          }
        />
      )}
    </View>
  )
}
