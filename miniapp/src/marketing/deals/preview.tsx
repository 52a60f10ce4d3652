import { Text, View } from '@tarojs/components'
import { dealWords } from '../../../../shared/deal-words.ts'
import { fenOf, yuan } from '../../../../shared/money.ts'
import { Picture } from '../../components/picture'
import { Price } from '../../components/price'
import { language } from '../../platform/language'
import { copy } from './copy'
import type { DealDraft } from './draft'
import { stepsOf } from './mapping'
import './preview.scss'

interface Props {
  draft: DealDraft
  merchantName: string
  /** How many stores; `untold`: the promotion knows. */
  stores: number | 'untold' | undefined
}

const numberOf = (typed: string) => (/^\d{1,6}$/.test(typed.trim()) ? Number(typed) : undefined)

/** The deal as a guest will see it, redrawn with every letter, and its rules in the server's own words. */
export function DealPreview({ draft, merchantName, stores }: Props) {
  const ladder = stepsOf(draft)
  const aloneFen = fenOf(draft.alone)
  const listFen = fenOf(draft.list)
  const best = ladder[ladder.length - 1]
  const [uses, validDays] = [numberOf(draft.uses), numberOf(draft.days)]
  const rules = dealWords(
    {
      aloneFen,
      ladder,
      groupHours: numberOf(draft.hours),
      sponsoredSeats: numberOf(draft.sponsored),
      perMember: numberOf(draft.perMember) ?? 0,
      refundable: draft.refundable,
      voucher: uses && validDays ? { uses, validDays } : undefined,
    },
    language,
    stores,
  )
  return (
    <View id="preview" className="create__preview">
      <View className="create__heading" ariaRole="heading">
        {copy.preview}
      </View>
      {draft.picture !== '' && <Picture key={draft.picture} picture={draft.picture} label={draft.title} />}
      <View className="seen">
        <Text className="seen__merchant">{merchantName}</Text>
        <Price fen={best?.priceFen ?? aloneFen ?? 0} size="huge" />
        {listFen ? <Text className="seen__list">{yuan(listFen)}</Text> : null}
        <View className="seen__title">{draft.title.trim() || copy.noTitle}</View>
      </View>
      {aloneFen ? <Way words={copy.alonePrice} fen={aloneFen} /> : null}
      {ladder.map(({ size, priceFen }) => (
        <Way key={size} words={copy.groupOf(size)} fen={priceFen} />
      ))}
      <View className="create__rules">
        <View className="create__subheading">{copy.rules}</View>
        {rules.map((line) => (
          <View key={line} className="create__rule">
            <Text>{line}</Text>
          </View>
        ))}
      </View>
    </View>
  )
}

const Way = ({ words, fen }: { words: string; fen: number }) => (
  <View className="seen__way">
    <Text>{words}</Text>
    <Price fen={fen} />
  </View>
)
