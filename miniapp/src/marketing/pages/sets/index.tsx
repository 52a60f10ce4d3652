import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { copy } from './copy'
import { SetSheet } from './set-sheet'
import '../../form/form.scss'
import '../stores/index.scss'

export type StoreSet = OutputOf<'listStoreSets'>['items'][number]

const ruleWords = ({ rule }: StoreSet) => (rule === undefined ? copy.hand : rule === 'all' ? copy.all : copy.cityOf(rule.city))

export default function SetsPage() {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const [editing, setEditing] = useState<StoreSet | 'new'>()
  const list = useList<StoreSet, OutputOf<'listStoreSets'>>(
    (cursor) => call('listStoreSets', { cursor, limit: 50 }),
    session ? session.token : undefined,
  )
  if (!session)
    return (
      <Page title={copy.title} wide>
        {session === undefined ? (
          <Skeleton />
        ) : (
          <Empty
            icon="store"
            title={copy.guest}
            note={copy.guestNote}
            action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
          />
        )}
      </Page>
    )
  const create = () => setEditing('new')
  return (
    <Page title={copy.title} wide>
      <View className="stores__head">
        <View>
          <View className="stores__title" ariaRole="heading">
            {copy.head}
          </View>
          <Text className="shopcard__note">{copy.note}</Text>
        </View>
        <Button id="create-set" small onPress={create}>
          {copy.create}
        </Button>
      </View>
      <View className="stores__list">
        {list.items.map((set) => (
          <View key={set.storeSetId} id={`set-${set.storeSetId}`} className="shopcard">
            <Text className="shopcard__name">{set.name}</Text>
            <Text className="shopcard__note">
              {ruleWords(set)} · {copy.count(set.storeCount)} · {copy.version(set.version)}
            </Text>
            <View className="shopcard__bar">
              <Button id={`edit-${set.storeSetId}`} kind="soft" small onPress={() => setEditing(set)}>
                {copy.edit}
              </Button>
            </View>
          </View>
        ))}
      </View>
      <LoadMore
        more={list.more}
        count={list.items.length}
        onMore={list.next}
        empty={
          <Empty
            icon="store"
            title={copy.empty}
            note={copy.emptyNote}
            action={{ id: 'create-first', words: copy.create, onPress: create }}
          />
        }
      />
      {editing && (
        <SetSheet
          set={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={() => void list.reload()}
        />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}
