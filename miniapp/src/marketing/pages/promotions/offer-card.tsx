import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Progress } from '../../../components/progress'
import { copyLink } from '../../../platform/share'
import { copy } from './copy'

/** What a marketer may do with an offer: end it for good, and edit it while that is possible. */
export interface OfferDoors {
  live: boolean
  onStop(): void
  onEdit: (() => void) | undefined
}

interface Props extends OfferDoors {
  kind: 'batch' | 'deal'
  id: string
  /** The guest's page. */
  path: string
  /** What it is worth or costs, in one line. */
  headline: string
  title: string
  note: string
  state: string
  stateWords: string
  stopWords: string
  /** What it is called, the figure, and the name under which it is found on the page. */
  figures: readonly (readonly [words: string, figure: number | string, name: string])[]
  shares: readonly { percent: number; words: string }[]
}

/** An offer of a promotion with its live counts, whatever its kind, and what can be done with it. */
export function OfferCard(props: Props) {
  const { kind, id, path, headline, title, note, state, stateWords, stopWords, figures, shares, live, onStop, onEdit } = props
  return (
    <View id={`${kind}-${id}`} className="batch">
      <View className="batch__head">
        <Text className="batch__benefit">{headline}</Text>
        <Text id={`state-${id}`} className={`batch__state batch__state--${state}`}>
          {stateWords}
        </Text>
      </View>
      <Text className="batch__title">{title}</Text>
      <Text className="batch__note">{note}</Text>
      <View className="batch__figures">
        {figures.map(([words, figure, name]) => (
          <View key={name} className="batch__figure">
            <Text id={`${name}-${id}`} className="batch__number">
              {figure}
            </Text>
            <Text className="batch__note">{words}</Text>
          </View>
        ))}
      </View>
      {shares.map(({ percent, words }) => (
        <View key={words} className="batch__share">
          <Text className="batch__note">{words}</Text>
          <Progress share={percent / 100} label={words} />
        </View>
      ))}
      <View className="batch__bar">
        {live && (
          <>
            <Button id={`copy-${id}`} kind="soft" small onPress={() => void copyLink(path)}>
              {copy.copyLink}
            </Button>
            <Button id={`see-${id}`} kind="plain" small onPress={() => void Taro.navigateTo({ url: path })}>
              {copy.see}
            </Button>
          </>
        )}
        {onEdit && (
          <Button id={`edit-${id}`} kind="plain" small onPress={onEdit}>
            {copy.edit}
          </Button>
        )}
        {live && state !== 'stopped' && state !== 'ended' && (
          <Button id={`stop-${id}`} kind="plain" small onPress={onStop}>
            {stopWords}
          </Button>
        )}
      </View>
    </View>
  )
}

export const percentOf = (part: number, whole: number): number => (whole > 0 ? Math.round((part / whole) * 100) : 0)
