import { Text, View } from '@tarojs/components'
import { language } from '../../../platform/language'
import { hoursWords } from '../../../words/hours'
import { copy, fields } from './copy'
import type { Import } from './use-import'

/** How the file was understood, so that a mistake shows before any store is made. */
export function GoodRows({ found }: { found: Import }) {
  const { sample, columns, ignoredColumns, coordinates, sheet } = found
  return (
    <View className="import__part">
      <View className="import__head" ariaRole="heading">
        {copy.sampleTitle}
      </View>
      <View className="import__sample">
        {sample.map((store) => (
          <View key={store.row} id={`sample-${store.row}`} className="sample">
            <Text className="sample__name">{store.name}</Text>
            <Text className="sample__line">
              {store.city} · {store.address}
            </Text>
            {store.hours && <Text className="sample__line">{hoursWords(store.hours, language)}</Text>}
            <Text className="sample__line">
              {[store.phone, `${store.lat}, ${store.lng}`, store.ref].filter(Boolean).join(' · ')}
            </Text>
          </View>
        ))}
      </View>
      <View className="import__facts">
        {sheet !== undefined && <Text className="import__fact">{copy.sheet(sheet)}</Text>}
        <Text className="import__fact">{copy.coordinates(coordinates)}</Text>
        <Text className="import__fact">
          {copy.understood}：{columns.map(({ field, column }) => `${column} → ${fields[field]}`).join('，')}
        </Text>
        {ignoredColumns.length > 0 && <Text className="import__fact">{copy.ignored(ignoredColumns.join('、'))}</Text>}
      </View>
    </View>
  )
}
