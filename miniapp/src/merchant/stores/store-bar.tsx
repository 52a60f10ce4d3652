import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Cell, CellGroup } from '../../components/cell'
import { Icon } from '../../components/icon'
import { Popup } from '../../components/popup'
import { catalogue } from '../../words/catalogue'
import type { Store } from './use-stores'
import './store-bar.scss'

const copy = catalogue({
  zh: { at: '当前门店', change: '换门店', choose: '您在哪家门店？' },
  en: { at: 'At', change: 'Change', choose: 'Which store are you in?' },
})

interface Props {
  stores: Store[]
  store: Store | undefined
  onChoose(storeId: string): void
}

/** Which store this is, always in sight; a question first when there are several and none was chosen. */
export function StoreBar({ stores, store, onChoose }: Props) {
  const [asking, setAsking] = useState(false)
  const list = (
    <CellGroup>
      {stores.map(({ storeId, name, address }) => (
        <Cell
          key={storeId}
          id={`store-${storeId}`}
          icon="store"
          title={name}
          note={address}
          onPress={() => {
            onChoose(storeId)
            setAsking(false)
          }}
        />
      ))}
    </CellGroup>
  )
  if (!store)
    return (
      <View>
        <View className="store-bar__ask" ariaRole="heading">
          {copy.choose}
        </View>
        {list}
      </View>
    )
  const several = stores.length > 1
  return (
    <>
      <View
        id="change-store"
        className="store-bar"
        ariaRole={several ? 'button' : undefined}
        onClick={several ? () => setAsking(true) : undefined}
      >
        <Icon name="store" size="small" ink="pine" />
        <Text id="store-name" className="store-bar__name">
          {store.name}
        </Text>
        {several && <Text className="store-bar__change">{copy.change}</Text>}
      </View>
      <Popup open={asking} title={copy.choose} onClose={() => setAsking(false)}>
        {list}
      </Popup>
    </>
  )
}
