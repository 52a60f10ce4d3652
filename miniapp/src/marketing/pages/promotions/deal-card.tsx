import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { Button } from '../../../components/button'
import { Progress } from '../../../components/progress'
import { copyLink } from '../../../platform/share'
import { copy } from './copy'

export type Deal = OutputOf<'getPromotion'>['deals'][number]

/** A state that is newer than this build is shown as it is called. */
function stateWords(state: Deal['state']): string {
  if (state === 'open') return copy.dealOpen
  if (state === 'sold_out') return copy.dealSold
  return state === 'stopped' ? copy.dealStopped : (copy[state] ?? state)
}

interface Props {
  deal: Deal
  live: boolean
  onStop(): void
  onEdit: (() => void) | undefined
}

/** One deal with its prices and live counts. */
export function DealCard({ deal, live, onStop, onEdit }: Props) {
  const { dealId, title, aloneFen, ladder, total, perMember, state, counts } = deal
  const path = `/guest/pages/deal/index?dealId=${dealId}`
  const percent = total > 0 ? Math.round((counts.taken / total) * 100) : 0
  const figures = [
    [copy.taken, counts.taken, 'taken'],
    [copy.left, counts.left, 'left'],
    [copy.ordered, counts.ordered, 'ordered'],
    [copy.paid, counts.paid, 'paid'],
    [copy.usedTimes, counts.redeemed, 'redeemed'],
    [copy.refunded, counts.refunded, 'refunded'],
    [copy.groupsOpened, counts.groupsOpened, 'groups'],
    [copy.groupsComplete, counts.groupsComplete, 'complete'],
    ...(counts.sponsoredFen > 0 ? [[copy.sponsored, yuan(counts.sponsoredFen), 'sponsored'] as const] : []),
  ] as const
  return (
    <View id={`deal-${dealId}`} className="batch">
      <View className="batch__head">
        <Text className="batch__benefit">
          {[...ladder.map(({ size, priceFen }) => copy.groupPrice(size, yuan(priceFen))), copy.alonePrice(yuan(aloneFen))].join(
            ' · ',
          )}
        </Text>
        <Text id={`state-${dealId}`} className={`batch__state batch__state--${state}`}>
          {stateWords(state)}
        </Text>
      </View>
      <Text className="batch__title">{title}</Text>
      <Text className="batch__note">
        {copy.deal} · {copy.ofVouchers(total)} · {copy.perBuyer(perMember)}
      </Text>
      <View className="batch__figures">
        {figures.map(([words, figure, name]) => (
          <View key={name} className="batch__figure">
            <Text id={`${name}-${dealId}`} className="batch__number">
              {figure}
            </Text>
            <Text className="batch__note">{words}</Text>
          </View>
        ))}
      </View>
      <View className="batch__share">
        <Text className="batch__note">{copy.takenShare(percent)}</Text>
        <Progress share={percent / 100} label={copy.takenShare(percent)} />
      </View>
      <View className="batch__bar">
        {live && (
          <>
            <Button id={`copy-${dealId}`} kind="soft" small onPress={() => void copyLink(path)}>
              {copy.copyLink}
            </Button>
            <Button id={`see-${dealId}`} kind="plain" small onPress={() => void Taro.navigateTo({ url: path })}>
              {copy.see}
            </Button>
          </>
        )}
        {onEdit && (
          <Button id={`edit-${dealId}`} kind="plain" small onPress={onEdit}>
            {copy.edit}
          </Button>
        )}
        {live && state !== 'stopped' && state !== 'ended' && (
          <Button id={`stop-${dealId}`} kind="plain" small onPress={onStop}>
            {copy.stopDeal}
          </Button>
        )}
      </View>
    </View>
  )
}
