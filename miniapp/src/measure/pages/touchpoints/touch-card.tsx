import { Text, View } from '@tarojs/components'
import { yuan } from '../../../../../shared/money.ts'
import { Button } from '../../../components/button'
import { copy } from './copy'
import type { Promotion, Touchpoint } from './draft'

interface Props {
  touchpoint: Touchpoint
  promotion: Promotion
  /** Which of its files is being drawn. */
  busy: string | undefined
  onPreview(): void
  onFetch(format: 'pdf' | 'png'): void
}

export function TouchCard({ touchpoint, promotion, busy, onPreview, onFetch }: Props) {
  const { touchpointId, place, kind, printedAt } = touchpoint
  return (
    <View id={`touchpoint-${touchpointId}`} className="shopcard touch__card">
      <View className="shopcard__head">
        <Text className="shopcard__name">{place}</Text>
        <Text className={`shopcard__state ${printedAt ? '' : 'touch__state--bare'}`}>
          {printedAt ? copy.printed : copy.unprinted}
        </Text>
      </View>
      <Text className="shopcard__note">
        {copy[kind]} · {costWords(touchpoint)}
      </Text>
      <Text className="shopcard__note">{targetWords(touchpoint, promotion)}</Text>
      <View className="shopcard__bar">
        <Button id={`preview-${touchpointId}`} kind="plain" small busy={busy === 'preview'} onPress={onPreview}>
          {copy.preview}
        </Button>
        <Button id={`pdf-${touchpointId}`} kind="soft" small busy={busy === 'pdf'} onPress={() => onFetch('pdf')}>
          {copy.pdf}
        </Button>
        <Button id={`png-${touchpointId}`} kind="plain" small busy={busy === 'png'} onPress={() => onFetch('png')}>
          {copy.png}
        </Button>
      </View>
    </View>
  )
}

function costWords({ cost }: Touchpoint): string {
  const amount = yuan(cost.fen)
  if (cost.kind === 'perDay') return copy.costPerDay(amount)
  if (cost.kind === 'perThousand') return copy.costPerThousand(amount)
  return cost.kind === 'perClaim' ? copy.costPerClaim(amount) : copy.costFixed(amount)
}

function targetWords({ target }: Touchpoint, { batches, deals }: Promotion): string {
  const title =
    batches.find(({ batchId }) => batchId === target.id)?.title ?? deals.find(({ dealId }) => dealId === target.id)?.title
  return title ?? (target.kind === 'store' ? copy.store : copy.wholePromotion)
}
