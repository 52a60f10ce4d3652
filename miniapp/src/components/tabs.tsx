import { Text, View } from '@tarojs/components'
import './tabs.scss'

interface Props<K extends string> {
  tabs: { key: K; words: string }[]
  chosen: K
  onChoose(key: K): void
}

/** One of a few lists; each tab's id is `tab-` and its key. */
export function Tabs<K extends string>({ tabs, chosen, onChoose }: Props<K>) {
  return (
    <View className="tabs" ariaRole="tablist">
      {tabs.map(({ key, words }) => (
        <View
          key={key}
          id={`tab-${key}`}
          className={`tabs__tab ${key === chosen ? 'tabs__tab--on' : ''}`}
          ariaRole="tab"
          {...{ ariaSelected: key === chosen }}
          onClick={() => onChoose(key)}
        >
          <Text>{words}</Text>
        </View>
      ))}
    </View>
  )
}
