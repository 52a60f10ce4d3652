import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { Choose } from '../../../marketing/choose/choose'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { localOf } from '../../../words/local'
import { momentWords } from '../../../words/time'
import { copy } from './copy'
import { operationNames, operationWords, toldWords } from './words'
import './index.scss'

type List = OutputOf<'listAudit'>
type Line = List['items'][number]

/** Everything staff did, newest first, for one person or one kind of operation where that is asked. */
export default function AuditPage() {
  const { session, signIn } = useSignedIn()
  const [memberId, setMemberId] = useState('')
  const [operation, setOperation] = useState('')
  const token = session ? session.token : undefined
  const staff = useRemote(everybody, token)
  const stores = useRemote(everywhere, token)
  const list = useList<Line, List>(
    (cursor) => call('listAudit', { cursor, limit: 30, memberId: memberId || undefined, operation: operation || undefined }),
    token && `${token} ${memberId} ${operation}`,
  )
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <SignedOut icon="list" title={copy.guest} note={copy.guestNote} to="/desk/pages/audit/index" signIn={signIn} />
      </Page>
    )
  const people = staff.remote.is === 'ready' ? staff.remote.value : []
  const known = stores.remote.is === 'ready' ? [...people, ...stores.remote.value] : people
  const nameOf = (id: string) => known.find(({ value }) => value === id)?.words ?? id
  return (
    <Page title={copy.title} wide>
      <View className="audit__head" ariaRole="heading">
        {copy.title}
      </View>
      <Text className="audit__note">{copy.note}</Text>
      <View className="audit__filters">
        <Choose id="who" label={copy.who} all={copy.everybody} value={memberId} options={people} onChoose={setMemberId} />
        <Choose
          id="what"
          label={copy.what}
          all={copy.everything}
          value={operation}
          options={operationNames.map((name) => ({ value: name, words: operationWords(name, language) }))}
          onChoose={setOperation}
        />
      </View>
      {session === undefined && <Skeleton shape="line" count={4} />}
      {list.items.map((line) => (
        <View key={line.auditId} id={`audit-${line.auditId}`} className="audit">
          <Text className="audit__when">{momentWords(localOf(line.at), serverNow(), language)}</Text>
          <Text className="audit__who">{`${line.by.name} · ${roleWords(line.role)}`}</Text>
          <View className="audit__what">
            <Text className="audit__operation">{operationWords(line.operation, language)}</Text>
            <Text className="audit__told">{toldWords(line.told, language)}</Text>
            <Text className="audit__on">{line.on.map(nameOf).join(' · ')}</Text>
          </View>
        </View>
      ))}
      {session && (
        <LoadMore
          more={list.more}
          count={list.items.length}
          onMore={list.next}
          empty={<Empty title={copy.empty} note={copy.emptyNote} />}
        />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

const roleWords = (role: string): string =>
  role === 'clerk' || role === 'manager' || role === 'marketer' || role === 'operator' ? copy[role] : role

/** The names of the stores, where the caller may read them. */
async function everywhere(): Promise<{ value: string; words: string }[]> {
  const stores: { value: string; words: string }[] = []
  let cursor: string | undefined
  do {
    const page = await call('listStores', { limit: 100, cursor }).catch(() => undefined)
    stores.push(...(page?.items ?? []).map(({ storeId, name }) => ({ value: storeId, words: name })))
    cursor = page?.nextCursor
  } while (cursor !== undefined && stores.length < 500)
  return stores
}

/** Whom the log can be asked for: everybody who is or was staff. */
async function everybody(): Promise<{ value: string; words: string }[]> {
  const people: { value: string; words: string }[] = []
  let cursor: string | undefined
  do {
    const page = await call('listStaff', { limit: 100, cursor })
    const known = page.items.filter(({ state }) => state !== 'waiting')
    people.push(...known.map(({ memberId, name }) => ({ value: memberId, words: name })))
    cursor = page.nextCursor
  } while (cursor !== undefined && people.length < 500)
  return people
}
