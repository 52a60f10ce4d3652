import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { More } from '../hooks/use-more'
import { common } from '../words/everywhere'
import { troubleWords } from '../words/trouble'
import { Button } from './button'
import { Failed } from './empty'
import { Skeleton } from './skeleton'
import './load-more.scss'

interface Props {
  more: More
  count: number
  onMore(): void
  /** What stands there when the list has nothing. */
  empty: ReactNode
}

/** The end of a list: loading, more to come, no more, failed; also the place of an empty one. */
export function LoadMore({ more, count, onMore, empty }: Props) {
  if (count === 0) {
    if (more.is === 'loading') return <Skeleton />
    return more.is === 'failed' ? <Failed trouble={more.trouble} onRetry={onMore} /> : empty
  }
  return (
    <View className="load-more">
      {more.is === 'loading' && <Text>{common.loading}…</Text>}
      {more.is === 'end' && <Text>{common.noMore}</Text>}
      {more.is === 'failed' && <Text className="load-more__why">{troubleWords(more.trouble)}</Text>}
      {(more.is === 'idle' || more.is === 'failed') && (
        <Button id="load-more" kind="plain" small onPress={onMore}>
          {more.is === 'idle' ? common.loadMore : common.retry}
        </Button>
      )}
    </View>
  )
}
