import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { newKey } from '../../../api/key'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { useOnce } from '../../../hooks/use-once'
import { language } from '../../../platform/language'
import { dayWords, lastDayWords, millis, momentWords, wallOf } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { LaunchSheet } from '../../launch/launch-sheet'
import { BatchCard } from './batch-card'
import { BudgetBar } from './budget-bar'
import { copy } from './copy'
import { DealCard } from './deal-card'
import { PauseSheet } from './pause-sheet'
import { RaiseSheet } from './raise-sheet'
import type { Hours } from './spark'
import { SparkLine } from './spark-line'
import { StopSheet } from './stop-sheet'

export type Promotion = OutputOf<'getPromotion'>

/** In words, by the server's clock: `live` covers the time before and after the window too. */
function standing({ state, from, to }: Promotion): string {
  if (state === 'draft') return copy.draft
  const now = serverNow()
  if (now >= millis(to)) return copy.over
  if (state === 'paused') return copy.paused
  return now < millis(from) ? copy.startsAt(momentWords(from, now, language)) : copy.running
}

interface Props {
  promotion: Promotion
  /** What happened in the last 24 hours, once it is known. */
  hours: Hours | undefined
  onChange(promotion: Promotion): void
  /** A new one, made from this one. */
  onCopied(promotion: Promotion): void
}

type Sheet = 'launch' | 'pause' | 'raise'

export function PromotionCard({ promotion, hours, onChange, onCopied }: Props) {
  const { promotionId, name, from, to, state, pausedFor, batches, deals, budget } = promotion
  const [trouble, setTrouble] = useState<unknown>()
  const [sheet, setSheet] = useState<Sheet>()
  const close = () => setSheet(undefined)
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
  /** One copy for one wish, however often the network fails. */
  const copyKey = useRef<string | undefined>(undefined)
  const [duplicate, duplicating] = useOnce(async () => {
    setTrouble(undefined)
    copyKey.current ??= newKey()
    try {
      const copied = await call('copyPromotion', { promotionId }, { key: copyKey.current })
      copyKey.current = undefined
      onCopied(copied)
      void Taro.showToast({ title: copy.copied, icon: 'none' })
    } catch (why) {
      setTrouble(why)
    }
  })
  const edit = (batchId?: string) => {
    const about = batchId ? `&batchId=${batchId}` : ''
    void Taro.navigateTo({ url: `/marketing/pages/edit/index?promotionId=${promotionId}${about}` })
  }
  const dealDesk = (about = '') =>
    void Taro.navigateTo({ url: `/marketing/pages/deal/index?promotionId=${promotionId}${about}` })
  const resume = () => move(() => call('resumePromotion', { promotionId, turn: promotion.turn }), copy.resumed)
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
        <View className="promo__bar">
          {!over && (
            <Button id={`edit-${promotionId}`} kind="plain" small onPress={() => edit()}>
              {copy.edit}
            </Button>
          )}
          {!over && (
            <Button id={`add-deal-${promotionId}`} kind="plain" small onPress={() => dealDesk()}>
              {copy.addDeal}
            </Button>
          )}
          <Button
            id={`report-${promotionId}`}
            kind="soft"
            small
            onPress={() => void Taro.navigateTo({ url: `/measure/pages/report/index?promotionId=${promotionId}` })}
          >
            {copy.report}
          </Button>
          <Button
            id={`streaks-${promotionId}`}
            kind="plain"
            small
            onPress={() => void Taro.navigateTo({ url: `/marketing/pages/streaks/index?promotionId=${promotionId}` })}
          >
            {copy.streaks}
          </Button>
          <Button
            id={`touchpoints-${promotionId}`}
            kind="plain"
            small
            onPress={() => void Taro.navigateTo({ url: `/measure/pages/touchpoints/index?promotionId=${promotionId}` })}
          >
            {copy.touchpoints}
          </Button>
          <Button id={`duplicate-${promotionId}`} kind="plain" small busy={duplicating} onPress={duplicate}>
            {copy.copyPromotion}
          </Button>
          {state === 'draft' && batches.length + deals.length > 0 && (
            <Button id={`launch-${promotionId}`} small onPress={() => setSheet('launch')}>
              {copy.launch}
            </Button>
          )}
          {state === 'live' && !over && (
            <Button id={`pause-${promotionId}`} kind="soft" small onPress={() => setSheet('pause')}>
              {copy.pause}
            </Button>
          )}
          {state === 'paused' && !over && (
            <Button id={`resume-${promotionId}`} small busy={moving} onPress={resume}>
              {copy.resume}
            </Button>
          )}
        </View>
      </View>
      {state !== 'draft' && hours && <SparkLine promotionId={promotionId} hours={hours} />}
      {budget && <BudgetBar promotionId={promotionId} budget={budget} onRaise={over ? undefined : () => setSheet('raise')} />}
      {state === 'paused' && !over && pausedFor && (
        <Notice id={`paused-${promotionId}`} kind="calm" title={copy.pausedFor(pausedFor)} note={copy.pausedNote} />
      )}
      {trouble !== undefined && <Notice id={`trouble-${promotionId}`} kind="bad" title={troubleWords(trouble)} />}
      {batches.length + deals.length === 0 && (
        <View className="promo__none">
          <Text className="promo__window">{copy.noBatch}</Text>
          {!over && (
            <Button id={`add-batch-${promotionId}`} kind="soft" small onPress={() => edit('new')}>
              {copy.addBatch}
            </Button>
          )}
        </View>
      )}
      <View className="promo__batches">
        {batches.map((batch) => (
          <BatchCard
            key={batch.batchId}
            batch={batch}
            live={state === 'live' || state === 'paused'}
            onStop={() => setStopping(batch.batchId)}
            onEdit={over || batch.state === 'stopped' ? undefined : () => edit(batch.batchId)}
          />
        ))}
        {deals.map((deal) => (
          <DealCard
            key={deal.dealId}
            deal={deal}
            live={state === 'live' || state === 'paused'}
            onStop={() => setStopping(deal.dealId)}
            onEdit={over || deal.state === 'stopped' ? undefined : () => dealDesk(`&dealId=${deal.dealId}`)}
          />
        ))}
      </View>
      {sheet === 'launch' && <LaunchSheet promotionId={promotionId} onClose={close} onLaunched={onChange} />}
      {sheet === 'pause' && <PauseSheet promotionId={promotionId} turn={promotion.turn} onClose={close} onPaused={onChange} />}
      {sheet === 'raise' && budget && (
        <RaiseSheet promotionId={promotionId} budget={budget} onClose={close} onRaised={onChange} />
      )}
      {stopping !== undefined && (
        <StopSheet promotion={promotion} offerId={stopping} onClose={() => setStopping(undefined)} onChange={onChange} />
      )}
    </View>
  )
}
