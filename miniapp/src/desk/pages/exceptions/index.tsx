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
import { Choose } from '../../../marketing/choose/choose'
import { common } from '../../../words/everywhere'
import { copy } from './copy'
import { type Exception, ExceptionCard } from './exception-card'
import './index.scss'

type State = Exception['state']
const tabs: { key: State; words: string }[] = [
  { key: 'open', words: copy.open },
  { key: 'resolved', words: copy.resolved },
]

type Kind = Exception['kind']
const kinds = (
  [
    'payment.held',
    'payment.orphan',
    'refund.abnormal',
    'refund.stuck',
    'order.overdue',
    'undo.repeated',
  ] as const satisfies Kind[]
).map((value) => ({ value, words: copy[value] }))

export default function ExceptionsPage() {
  const { session, signIn } = useSignedIn()
  const [state, setState] = useState<State>('open')
  const [kind, setKind] = useState<Kind | ''>('')
  const [login, loggingIn] = useOnce(signIn)
  const list = useList<Exception, OutputOf<'listExceptions'>>(
    (cursor) => call('listExceptions', { state, ...(kind && { kind }), cursor, limit: 20 }),
    session ? `${session.token} ${state} ${kind}` : undefined,
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
        <Choose
          id="kind"
          label={copy.kind}
          all={copy.allKinds}
          value={kind}
          options={kinds}
          onChoose={(to) => setKind(to as Kind)}
        />
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
              title={kind ? copy.emptyKind : state === 'open' ? copy.empty : copy.emptyResolved}
              note={kind === '' && state === 'open' ? copy.emptyNote : undefined}
            />
          }
        />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}
