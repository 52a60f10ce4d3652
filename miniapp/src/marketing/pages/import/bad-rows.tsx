import { Text, View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { common } from '../../../words/everywhere'
import { copy, fields } from './copy'
import type { Import } from './use-import'

interface Props {
  found: Import
  onMore(): void
  busy: boolean
}

/** What is wrong, row by row, in the words of the file. */
export function BadRows({ found, onMore, busy }: Props) {
  return (
    <View className="import__part" id="bad">
      <View className="import__head" ariaRole="heading">
        {found.state === 'done' ? copy.badLeft : copy.badTitle}
      </View>
      <View className="import__note">{copy.badNote}</View>
      <View className="bad">
        {found.bad.map(({ row, field, column, value, message, sameAs }) => (
          <View key={`${row} ${field}`} id={`bad-${row}-${field}`} className="bad__row">
            <Text className="bad__nth">{copy.row(String(row))}</Text>
            <View className="bad__where">
              <Text className="bad__column">{column ?? fields[field]}</Text>
              <Text className="bad__value">{value ?? copy.blank}</Text>
            </View>
            <Text className="bad__why">{sameAs === undefined ? message : `${message} · ${copy.sameAs(String(sameAs))}`}</Text>
          </View>
        ))}
      </View>
      {found.nextCursor !== undefined && (
        <Button id="more-bad" kind="plain" small busy={busy} onPress={onMore}>
          {common.loadMore}
        </Button>
      )}
    </View>
  )
}
