import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { Button } from '../../../components/button'
import { Progress } from '../../../components/progress'
import { language } from '../../../platform/language'
import { copyLink } from '../../../platform/share'
import { benefitWords } from '../../../words/benefit'
import { copy } from './copy'

export type Batch = OutputOf<'getPromotion'>['batches'][number]

/** A state that is newer than this build is shown as it is called. */
const stateWords = (state: Batch['state']): string => copy[state] ?? state

const percentOf = (part: number, whole: number) => (whole > 0 ? Math.round((part / whole) * 100) : 0)

interface Props {
  batch: Batch
  live: boolean
  onStop(): void
  onEdit: (() => void) | undefined
}

/** One batch with its live counts, drawn as the two shares people compare. */
export function BatchCard({ batch, live, onStop, onEdit }: Props) {
  const { batchId, title, benefit, total, perMember, state, counts } = batch
  const path = `/pages/offer/index?batchId=${batchId}`
  const claimed = percentOf(counts.claimed, total)
  const redeemed = percentOf(counts.redeemed, counts.claimed)
  const figures = [
    [copy.claimed, counts.claimed, 'claimed'],
    [copy.left, counts.left, 'left'],
    [copy.redeemed, counts.redeemed, 'redeemed'],
    [copy.undone, counts.undone, 'undone'],
    [copy.discount, yuan(counts.discountFen), 'discount'],
  ] as const
  return (
    <View id={`batch-${batchId}`} className="batch">
      <View className="batch__head">
        <Text className="batch__benefit">{benefitWords(benefit, language)}</Text>
        <Text id={`state-${batchId}`} className={`batch__state batch__state--${state}`}>
          {stateWords(state)}
        </Text>
      </View>
      <Text className="batch__title">{title}</Text>
      <Text className="batch__note">
        {copy.ofTotal(total)} · {copy.perMember(perMember)}
      </Text>
      <View className="batch__figures">
        {figures.map(([words, figure, name]) => (
          <View key={name} className="batch__figure">
            <Text id={`${name}-${batchId}`} className="batch__number">
              {figure}
            </Text>
            <Text className="batch__note">{words}</Text>
          </View>
        ))}
      </View>
      <View className="batch__share">
        <Text className="batch__note">{copy.claimedShare(claimed)}</Text>
        <Progress share={claimed / 100} label={copy.claimedShare(claimed)} />
      </View>
      <View className="batch__share">
        <Text className="batch__note">{copy.redeemedShare(redeemed)}</Text>
        <Progress share={redeemed / 100} label={copy.redeemedShare(redeemed)} />
      </View>
      <View className="batch__bar">
        {live && (
          <>
            <Button id={`copy-${batchId}`} kind="soft" small onPress={() => void copyLink(path)}>
              {copy.copyLink}
            </Button>
            <Button id={`see-${batchId}`} kind="plain" small onPress={() => void Taro.navigateTo({ url: path })}>
              {copy.see}
            </Button>
          </>
        )}
        {onEdit && (
          <Button id={`edit-${batchId}`} kind="plain" small onPress={onEdit}>
            {copy.edit}
          </Button>
        )}
        {live && state !== 'stopped' && state !== 'ended' && (
          <Button id={`stop-${batchId}`} kind="plain" small onPress={onStop}>
            {copy.stop}
          </Button>
        )}
      </View>
    </View>
  )
}
