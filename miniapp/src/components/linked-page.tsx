import { useRouter } from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import { openCard } from '../api/cards'
import { Refusal } from '../api/trouble'
import type { Remote } from '../hooks/use-remote'
import { common } from '../words/everywhere'
import { Empty, Failed } from './empty'
import { goHome, NavHome } from './nav-home'
import { Page } from './page'
import { Skeleton } from './skeleton'

interface Props<T> {
  /** What the link names; undefined: it lost that on its way. */
  id: string | undefined
  remote: Remote<T>
  reload(): void
  /** The page's title once it is known whose it is, and until then. */
  title: string | undefined
  words: { title: string; missing: string; unknown: string; missingNote: string }
  bar?: ReactNode
  children: ReactNode
}

/** A page that a shared link leads to: a link that is broken or leads nowhere says so, and where else to go. */
export function LinkedPage<T>({ id, remote, reload, title, words, bar, children }: Props<T>) {
  const { trace } = useRouter().params
  useEffect(() => {
    if (trace && id) void openCard(trace, id)
  }, [trace, id])
  const unknown = remote.is === 'failed' && remote.trouble instanceof Refusal && remote.trouble.status < 429
  if (id === undefined || unknown)
    return (
      <Page title={words.title}>
        <Empty
          icon="warn"
          title={unknown ? words.unknown : words.missing}
          note={words.missingNote}
          action={{ id: 'go-home', words: common.home, onPress: goHome }}
        />
      </Page>
    )
  return (
    <Page title={title ?? words.title} bar={bar}>
      {remote.is === 'loading' && <Skeleton shape="hero" count={1} />}
      {remote.is === 'loading' && <Skeleton shape="line" count={3} />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {children}
      {remote.is !== 'loading' && <NavHome />}
    </Page>
  )
}
