import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { yuan } from '../../../../../shared/money.ts'
import { serverNow } from '../../../api/clock'
import { readSession } from '../../../api/session'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import { Price } from '../../../components/price'
import { language } from '../../../platform/language'
import { clockWords, millis, momentWords } from '../../../words/time'
import { copy as undoCopy } from '../../undo/copy'
import { sentToManager } from '../../undo/may-undo'
import { managerWords, type Redemption, UndoSheet } from '../../undo/undo-sheet'
import { copy } from './copy'
import './done.scss'

interface Props {
  redemption: Redemption
  /** Of a pass: what is left after this. */
  left?: number | undefined
  onNext(): void
}

export function Done({ redemption, left = 0, onNext, onUndone }: Props & { onUndone(redemption: Redemption): void }) {
  const [asking, setAsking] = useState(false)
  const { title, benefit, uses = 1, member, dueFen, discountFen, payFen, storeName, at, undoUntil } = redemption
  const asks = sentToManager(redemption, readSession())
  return (
    <View id="done" className="done" ariaRole="status">
      <View className="done__sign">
        <Icon name="check" ink="white" size="large" />
      </View>
      <Text className="done__title">{copy.done}</Text>
      {!benefit ? (
        <Text id="done-uses" className="done__item">
          {left > 0 ? copy.usedNow(uses, left) : copy.times(uses)}
        </Text>
      ) : benefit.kind === 'gift' ? (
        <>
          <Text className="done__label">{copy.hand}</Text>
          <Text id="done-gift" className="done__item">
            {benefit.item}
          </Text>
          {payFen !== undefined && payFen > 0 && (
            <Text className="done__line">
              {copy.pay} {yuan(payFen)}
            </Text>
          )}
        </>
      ) : payFen === undefined ? (
        <Price fen={discountFen} size="huge" />
      ) : (
        <>
          <Text className="done__label">{copy.pay}</Text>
          <View id="done-pay">
            <Price fen={payFen} size="huge" />
          </View>
          <Text className="done__line">
            {dueFen === undefined ? '' : `${copy.due} ${yuan(dueFen)} · `}
            {copy.discount} {yuan(discountFen)}
          </Text>
        </>
      )}
      <Text className="done__line">
        {title} · {member}
      </Text>
      <Text className="done__line">
        {storeName} · {momentWords(at, serverNow(), language)}
      </Text>
      <View className="done__bar">
        <Button id="next" block onPress={onNext}>
          {copy.nextOne}
        </Button>
        {millis(undoUntil) > serverNow() && (
          <View className="done__undo">
            {!asks && (
              <Button id="undo" kind="plain" onPress={() => setAsking(true)}>
                {undoCopy.undo}
              </Button>
            )}
            <Text id="undo-until" className="done__line">
              {asks ? managerWords : undoCopy.until(clockWords(undoUntil))}
            </Text>
          </View>
        )}
      </View>
      <UndoSheet redemption={asking ? redemption : undefined} onClose={() => setAsking(false)} onUndone={onUndone} />
    </View>
  )
}

export function Undone({ redemption, onNext }: Props) {
  return (
    <View id="undone" className="done" ariaRole="status">
      <View className="done__sign done__sign--back">
        <Icon name="undo" ink="white" size="large" />
      </View>
      <Text className="done__title">{copy.undone}</Text>
      <Text className="done__line">{copy.undoneNote}</Text>
      <Text className="done__line">
        {redemption.title} · {redemption.member}
      </Text>
      <View className="done__bar">
        <Button id="next" block onPress={onNext}>
          {copy.nextOne}
        </Button>
      </View>
    </View>
  )
}
