import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { type BenefitLike, benefitWords, condition, worth } from '../../../shared/benefit-words.ts'
import { language } from '../platform/language'
import './ticket.scss'

interface Props {
  id?: string
  benefit: BenefitLike
  title: string
  lines: ReactNode[]
  /** Under the number, where the benefit does not say it. */
  terms?: string
  /** Said at the end of the ticket, such as 领取. */
  action?: string
  /** An ink stamp over a ticket that is no longer good. */
  stamp?: string
  onPress?: () => void
}

/** A coupon as the ticket it is: the stub says what it is worth, the body the rest, a perforation between them. */
export function Ticket({ id, benefit, title, lines, terms = condition(benefit, language), action, stamp, onPress }: Props) {
  const { before, number, after } = worth(benefit, language)
  const long = number.length > 3 || number.length + after.length / 2 > 4.5
  const all = benefit.kind === 'gift' ? [benefitWords(benefit, language), ...lines] : lines
  return (
    <View
      id={id}
      className={`ticket ${stamp ? 'ticket--spent' : ''}`}
      ariaRole={onPress ? 'button' : undefined}
      hoverClass={onPress ? 'ticket--down' : 'none'}
      onClick={onPress}
    >
      <View className="ticket__stub">
        <View className={`ticket__worth ${long ? 'ticket__worth--long' : ''}`}>
          {before && <Text className="ticket__sign">{before}</Text>}
          <Text>{number}</Text>
          {after && <Text className="ticket__sign">{after}</Text>}
        </View>
        {terms && <Text className="ticket__condition">{terms}</Text>}
      </View>
      <View className="ticket__body">
        <Text className="ticket__title">{title}</Text>
        {all.filter(Boolean).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one ticket have no other identity
          <View key={index} className="ticket__line">
            {line}
          </View>
        ))}
        {action && <Text className="ticket__action">{action}</Text>}
      </View>
      {stamp && <Stamp words={stamp} />}
    </View>
  )
}

export function Stamp({ words, large }: { words: string; large?: boolean }) {
  return (
    <View className={`stamp ${large ? 'stamp--large' : ''}`}>
      <Text>{words}</Text>
    </View>
  )
}
