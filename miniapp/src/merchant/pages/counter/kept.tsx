import { Text, View } from '@tarojs/components'
import { yuan } from '../../../../../shared/money.ts'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import { Price } from '../../../components/price'
import { copy as offlineCopy } from '../../offline/copy'
import { copy } from './copy'
import type { Preview } from './use-counter'
import './done.scss'

/** What was handed over without network: kept, and not yet redeemed. */
export function KeptHere({ preview, waiting, onNext }: { preview: Preview; waiting: number; onNext(): void }) {
  const { title, benefit, payFen, discountFen = 0, uses = 1 } = preview
  return (
    <View id="kept" className="done" ariaRole="status">
      <View className="done__sign done__sign--back">
        <Icon name="clock" ink="white" size="large" />
      </View>
      <Text className="done__title">{offlineCopy.kept}</Text>
      {benefit?.kind === 'gift' && <Text className="done__item">{`${copy.hand} ${benefit.item}`}</Text>}
      {!benefit && <Text className="done__item">{copy.times(uses)}</Text>}
      {payFen !== undefined && (
        <>
          <Text className="done__label">{copy.pay}</Text>
          <View id="kept-pay">
            <Price fen={payFen} size="huge" />
          </View>
        </>
      )}
      {benefit && benefit.kind !== 'gift' && (
        <Text className="done__line">
          {copy.discount} {yuan(discountFen)}
        </Text>
      )}
      <Text className="done__line">{title}</Text>
      <Text id="kept-note" className="done__line">
        {offlineCopy.keptNote(waiting)}
      </Text>
      <View className="done__bar">
        <Button id="next" block onPress={onNext}>
          {copy.nextOne}
        </Button>
      </View>
    </View>
  )
}
