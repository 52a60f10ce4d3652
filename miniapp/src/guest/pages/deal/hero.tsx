import { Text, View } from '@tarojs/components'
import { yuan } from '../../../../../shared/money.ts'
import { serverNow } from '../../../api/clock'
import { Icon } from '../../../components/icon'
import { Price } from '../../../components/price'
import { Hero } from '../../../pages/offer/hero'
import { language } from '../../../platform/language'
import { untilWords } from '../../../words/time'
import { copy } from './copy'
import { type Deal, windowOf } from './use-deal'

/** The three seconds: what, worth, until when, where. */
export function Facts({ deal }: { deal: Deal }) {
  const { aloneFen, listFen, ladder, window, left, storeCount, state, voucher, refundable } = deal
  const best = ladder[ladder.length - 1]
  const words = {
    until: copy.saleUntil(untilWords(window.to, serverNow(), language)),
    endsIn: '',
    startsIn: copy.startsIn,
    left: copy.left(left),
  }
  const facts = [
    { icon: 'store', words: copy.where(storeCount) },
    {
      icon: 'list',
      words: [voucher.uses > 1 ? copy.uses(voucher.uses) : '', copy.valid(voucher.validDays)].filter(Boolean).join(' · '),
    },
    { icon: 'undo', words: refundable === 'never' ? copy.notRefundable : copy.refundable },
  ] as const
  return (
    <Hero offer={{ ...deal, ...windowOf(deal) }} off={state !== 'open'} words={words} facts={facts}>
      <View className="deal__worth">
        <Price fen={best?.priceFen ?? aloneFen} size="huge" />
      </View>
      <Text className="hero__condition">
        {best ? `${copy.group(best.size)} · ${copy.alone} ${yuan(aloneFen)}` : copy.alone}
      </Text>
      {listFen !== undefined && (
        <Text className="deal__list">
          {copy.list} <Text className="deal__struck">{yuan(listFen)}</Text>{' '}
          {copy.save(yuan(listFen - (best?.priceFen ?? aloneFen)))}
        </Text>
      )}
    </Hero>
  )
}

interface WaysProps {
  deal: Pick<Deal, 'aloneFen' | 'ladder'>
  chosen: number | 'alone'
  onChoose(size: number | 'alone'): void
}

/** The ladder: alone, or a group of one of these sizes; one is chosen. */
export function Ways({ deal, chosen, onChoose }: WaysProps) {
  const ways = [
    { key: 'alone' as const, words: copy.alone, note: copy.aloneNote, fen: deal.aloneFen },
    ...deal.ladder.map(({ size, priceFen }) => ({
      key: size,
      words: copy.group(size),
      note: copy.save(yuan(deal.aloneFen - priceFen)),
      fen: priceFen,
    })),
  ]
  return (
    <View className="deal__ways" ariaRole="radiogroup" ariaLabel={copy.choose}>
      <View className="offer__heading" ariaRole="heading">
        {copy.choose}
      </View>
      {ways.map(({ key, words, note, fen }) => (
        <View
          key={key}
          id={`way-${key}`}
          className={`deal__way ${key === chosen ? 'deal__way--on' : ''}`}
          ariaRole="radio"
          {...{ ariaChecked: key === chosen }}
          onClick={() => onChoose(key)}
        >
          <View className="deal__dot">{key === chosen && <Icon name="check" ink="white" size="small" />}</View>
          <View className="deal__what">
            <Text className="deal__name">{words}</Text>
            <Text className="deal__note">{note}</Text>
          </View>
          <Price fen={fen} />
        </View>
      ))}
    </View>
  )
}
