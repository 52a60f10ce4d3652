import { Text, View } from '@tarojs/components'
import { yuan } from '../../../../../shared/money.ts'
import { Button } from '../../../components/button'
import { copy } from './copy'
import type { Promotion } from './promotion-card'
import './budget-bar.scss'

export type Budget = NonNullable<Promotion['budget']>

interface Props {
  promotionId: string
  budget: Budget
  onRaise: (() => void) | undefined
}

/** What has become of the money: used, set aside for coupons that are held, left for new ones. */
export function BudgetBar({ promotionId, budget, onRaise }: Props) {
  const { totalFen, usedFen, heldFen, leftFen } = budget
  // Whole thousandths: a bar may be a hair short, its words are exact.
  const share = (fen: number) => `${totalFen > 0 ? Math.max(0, Math.min(100, Math.round((fen / totalFen) * 1000) / 10)) : 0}%`
  const parts = [
    ['used', copy.used(yuan(usedFen))],
    ['held', copy.held(yuan(heldFen))],
    ['left', copy.budgetLeft(yuan(leftFen))],
  ] as const
  return (
    <View id={`budget-${promotionId}`} className="budget">
      <View className="budget__words">
        <View className="budget__line">
          <Text className="budget__total">{copy.budget(yuan(totalFen))}</Text>
          {parts.map(([part, words]) => (
            <View key={part} className="budget__key">
              <View className={`budget__dot budget__dot--${part}`} />
              <Text>{words}</Text>
            </View>
          ))}
        </View>
        <View className="budget__bar" ariaRole="img" ariaLabel={parts.map(([, words]) => words).join(' ')}>
          <View className="budget__part budget__part--used" style={{ width: share(usedFen) }} />
          <View className="budget__part budget__part--held" style={{ width: share(heldFen) }} />
        </View>
      </View>
      {onRaise && (
        <Button id={`raise-${promotionId}`} kind="soft" small onPress={onRaise}>
          {copy.raise}
        </Button>
      )}
    </View>
  )
}
