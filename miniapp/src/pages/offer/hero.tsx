import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { serverNow } from '../../api/clock'
import { Countdown } from '../../components/countdown'
import { Icon, type IconName } from '../../components/icon'
import { millis } from '../../words/time'
import { copy } from './copy'
import type { Window } from './use-live-offer'

interface Props {
  offer: Window & { merchantName: string; title: string; left: number }
  /** Drawn as what cannot be had. */
  off: boolean
  /** What it is worth, or costs. */
  children: ReactNode
  words: { until: string; endsIn: string; startsIn: string; left: string }
  facts: readonly { icon: IconName; words: string }[]
}

/** The three seconds: what, worth, until when, where. What to press is the bar below. */
export function Hero({ offer: { merchantName, title, state, from, to, left }, off, children, words, facts }: Props) {
  const running = state === 'open' && millis(to) - serverNow() < 3 * 86_400_000
  return (
    <View className={`hero ${off ? 'hero--off' : ''}`}>
      <View className="hero__top">
        <Text className="hero__merchant">{merchantName}</Text>
        {children}
        <View className="hero__title" ariaRole="heading">
          {title}
        </View>
      </View>
      <View className="hero__seam" />
      <View className="hero__facts">
        {state !== 'sold_out' && state !== 'ended' && (
          <View className="hero__fact">
            <Icon name="clock" size="small" />
            <Text id="until">{words.until}</Text>
            {running && (
              <View className="hero__clock">
                {words.endsIn} <Countdown to={to} />
              </View>
            )}
          </View>
        )}
        {facts.map((fact) => (
          <View key={fact.icon} className="hero__fact">
            <Icon name={fact.icon} size="small" />
            <Text>{fact.words}</Text>
          </View>
        ))}
        {state === 'open' && (
          <View className="hero__fact">
            <Icon name="flag" size="small" />
            <Text id="left" className={left <= 20 ? 'hero__few' : ''}>
              {words.left}
            </Text>
          </View>
        )}
        {state === 'not_started' && (
          <View className="hero__fact">
            <Icon name="flag" size="small" />
            <Text>{words.startsIn} </Text>
            <Countdown to={from} />
          </View>
        )}
      </View>
    </View>
  )
}

/** The terms as the server words them. */
export function Rules({ rules, heading = copy.rules }: { rules: readonly string[]; heading?: string }) {
  return (
    <View className="offer__block">
      <View className="offer__heading" ariaRole="heading">
        {heading}
      </View>
      {rules.map((rule) => (
        <View key={rule} className="offer__rule">
          <Text>{rule}</Text>
        </View>
      ))}
    </View>
  )
}
