import { Text, View } from '@tarojs/components'
import { common } from '../words/everywhere'
import { troubleWords } from '../words/trouble'
import { Button } from './button'
import { Icon, type IconName } from './icon'
import './empty.scss'

interface Props {
  icon?: IconName
  title: string
  note?: string
  /** The one thing to do next. */
  action?: { id: string; words: string; onPress(): void; busy?: boolean }
}

export function Empty({ icon = 'list', title, note, action }: Props) {
  return (
    <View className="empty">
      <View className="empty__icon">
        <Icon name={icon} ink="pine" size="large" />
      </View>
      <Text className="empty__title">{title}</Text>
      {note && <Text className="empty__note">{note}</Text>}
      {action && (
        <View className="empty__action">
          <Button id={action.id} kind="soft" busy={action.busy} onPress={action.onPress}>
            {action.words}
          </Button>
        </View>
      )}
    </View>
  )
}

/** Why something did not come, and a way to ask again. */
export function Failed({ trouble, onRetry }: { trouble: unknown; onRetry(): void }) {
  return <Empty icon="warn" title={troubleWords(trouble)} action={{ id: 'retry', words: common.retry, onPress: onRetry }} />
}
