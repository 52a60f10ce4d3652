import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tabs } from '../../../components/tabs'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/common'
import { copy } from './copy'
import { type Exception, ExceptionCard } from './exception-card'
import './index.scss'

type State = Exception['state']
const tabs: { key: State; words: string }[] = [
  { key: 'open', words: copy.open },
  { key: 'resolved', words: copy.resolved },
]

export default function ExceptionsPage() {
  const { session, signIn } = useSignedIn()
  const [state, setState] = useState<State>('open')
  const [login, loggingIn] = useOnce(signIn)
  const list = useList<Exception, OutputOf<'listExceptions'>>(
    (cursor) => call('listExceptions', { state, cursor, limit: 20 }),
    session ? `${session.token} ${state}` : undefined,
  )
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <Empty
          icon="warn"
          title={copy.guest}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  return (
    <Page title={copy.title} wide>
      <View className="exceptions__head" ariaRole="heading">
        {copy.head}
      </View>
      <Text className="exceptions__note">{copy.note}</Text>
      <View className="exceptions__tabs">
        <Tabs<State> tabs={tabs} chosen={state} onChoose={setState} />
      </View>
      {session === undefined && <Skeleton />}
      <View className="exceptions__list">
        {list.items.map((exception) => (
          <ExceptionCard
            key={exception.exceptionId}
            exception={exception}
            onSaid={(said) => list.change((items) => items.map((one) => (one.exceptionId === said.exceptionId ? said : one)))}
          />
        ))}
      </View>
      {session && (
        <LoadMore
          more={list.more}
          count={list.items.length}
          onMore={list.next}
          empty={
            <Empty
              icon="check"
              title={state === 'open' ? copy.empty : copy.emptyResolved}
              note={state === 'open' ? copy.emptyNote : undefined}
            />
          }
        />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}
