import { Input, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
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
import { CloseSheet } from './close-sheet'
import { copy } from './copy'
import { type Store, StoreCard } from './store-card'
import '../../form/form.scss'
import './index.scss'

const go = (path: string) => void Taro.navigateTo({ url: `/marketing/pages/${path}` })
const create = () => go('store/index')

export default function StoresPage() {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const [words, setWords] = useState('')
  const [closing, setClosing] = useState<Store>()
  const list = useList<Store, OutputOf<'listStores'>>(
    (cursor) => call('listStores', { cursor, limit: 100 }),
    session ? session.token : undefined,
  )
  const { items, more, next, change } = list
  const put = (fresh: Store) => change((shown) => shown.map((known) => (known.storeId === fresh.storeId ? fresh : known)))

  const asked = words.trim().toLowerCase()
  const found = items.filter(({ name, address, city }) => `${name} ${address} ${city}`.toLowerCase().includes(asked))
  // What is looked for may stand further down: the list is read on until it is found, or ends.
  const searching = asked !== '' && found.length < 20 && more.is === 'idle'
  useEffect(() => {
    if (searching) next()
  }, [searching, next])

  if (session === undefined)
    return (
      <Page title={copy.title} wide>
        <Skeleton />
      </Page>
    )
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <Empty
          icon="store"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  return (
    <Page title={copy.title} wide>
      <View className="stores__head">
        <View className="stores__title" ariaRole="heading">
          {copy.title}
        </View>
        <View className="stores__doors">
          <Button id="sets" kind="plain" small onPress={() => go('sets/index')}>
            {copy.sets}
          </Button>
          <Button id="import-stores" kind="plain" small onPress={() => go('import/index')}>
            {copy.importStores}
          </Button>
          <Button id="create-store" small onPress={create}>
            {copy.create}
          </Button>
        </View>
      </View>
      <View className="row__box stores__search">
        <Input
          id="search"
          className="row__input"
          ariaLabel={copy.search}
          placeholder={copy.search}
          maxlength={40}
          value={words}
          onInput={(event) => setWords(event.detail.value)}
        />
      </View>
      <View className="stores__list">
        {found.map((store) => (
          <StoreCard key={store.storeId} store={store} onClose={() => setClosing(store)} onChange={put} />
        ))}
      </View>
      {asked !== '' && found.length === 0 && more.is === 'end' ? (
        <Empty icon="store" title={copy.none(words.trim())} />
      ) : (
        <LoadMore
          more={more}
          count={items.length}
          onMore={next}
          empty={
            <Empty
              icon="store"
              title={copy.empty}
              note={copy.emptyNote}
              action={{ id: 'create-first', words: copy.create, onPress: create }}
            />
          }
        />
      )}
      {closing && <CloseSheet store={closing} onClose={() => setClosing(undefined)} onClosed={put} />}
      <NavHome words={common.toHome} />
    </Page>
  )
}
