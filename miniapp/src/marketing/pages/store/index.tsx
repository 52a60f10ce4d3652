import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import { changesOf, type Draft, daysOf, draftOf, type Field, faultsOf, formOf, type Store } from './draft'
import { Fields } from './fields'
import '../../form/form.scss'
import './index.scss'

export default function StoreFormPage() {
  const { storeId } = useRouter().params
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const ready = session ? `${session.token} ${storeId ?? ''}` : undefined
  const { remote, reload } = useRemote<{ store?: Store; zone?: string }>(async () => {
    if (storeId !== undefined) return { store: await call('getStore', { storeId }) }
    const merchant = await call('getMerchant', {}).catch((why: unknown) => {
      // A manager does not learn the merchant's settings: the form begins with the usual zone.
      if (why instanceof Refusal && why.code === 'role.forbidden') return undefined
      throw why
    })
    return merchant ? { zone: merchant.zone } : {}
  }, ready)
  if (session && remote.is === 'ready') return <Form {...remote.value} />
  return (
    <Page title={copy.title} wide>
      {session === null ? (
        <Empty
          icon="store"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      ) : remote.is === 'failed' ? (
        <Failed trouble={remote.trouble} onRetry={reload} />
      ) : (
        <Skeleton />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

/** The server names a field by its path: `hours.0.to` is of the hours. */
const fieldOf = (trouble: unknown) =>
  trouble instanceof Refusal && trouble.code === 'input.invalid'
    ? (trouble.field?.split('.')[0] as Field | undefined)
    : undefined

const words: { [field in Field]: string } = {
  ...{ name: copy.name, city: copy.city, address: copy.address, phone: copy.phone, lat: copy.lat, lng: copy.lng },
  ...{
    zone: copy.zone,
    dayEndsAt: copy.dayEndsAt,
    hours: copy.hours,
    closedDays: copy.closedDays,
    specialHours: copy.specialHours,
  },
}

function Form({ store, zone }: { store?: Store; zone?: string }) {
  const before = useRef(draftOf(store, zone))
  const version = useRef(store?.version ?? 1)
  const key = useRef(newKey())
  const [draft, setDraft] = useState<Draft>(before.current)
  const [faults, setFaults] = useState<Field[]>([])
  const [trouble, setTrouble] = useState<unknown>()
  const change = (part: Partial<Draft>) => {
    setDraft((shown) => ({ ...shown, ...part }))
    setFaults((shown) => shown.filter((field) => !(field in part)))
  }
  const [save, saving] = useOnce(async () => {
    setTrouble(undefined)
    const found = faultsOf(draft)
    setFaults(found)
    if (found.length > 0) return
    try {
      await send(store, before.current, draft, version, key.current)
      void Taro.showToast({ title: copy.saved, icon: 'none' })
      if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
      else void Taro.redirectTo({ url: '/marketing/pages/stores/index' })
    } catch (why) {
      setTrouble(why)
      const field = fieldOf(why)
      if (field) setFaults([field])
      // The same words may be sent again under the same key; after a refusal they are other words.
      if (why instanceof Refusal) key.current = newKey()
    }
  })
  const changed = trouble instanceof Refusal && trouble.code === 'version.stale' ? trouble.details?.changed : undefined
  const names = changed ? Object.keys(changed).map((field) => words[field as Field] ?? field) : []
  return (
    <Page
      title={store ? copy.title : copy.newTitle}
      wide
      bar={
        <View className="create__bar">
          <Button id="save-store" block busy={saving} onPress={save}>
            {copy.save}
          </Button>
        </View>
      }
    >
      {changed !== undefined ? (
        <Notice id="stale" kind="bad" title={copy.stale} note={copy.staleNote(names.join('、'))} />
      ) : (
        trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />
      )}
      <Fields draft={draft} faults={faults} onChange={change} />
    </Page>
  )
}

/** Makes the store, or changes what this editor changed; a stale version is taken over, so that the next try is on the present one. */
async function send(
  store: Store | undefined,
  before: Draft,
  draft: Draft,
  version: { current: number },
  key: string,
): Promise<void> {
  if (!store) {
    const made = await call('createStore', formOf(draft), { key })
    const days = daysOf(draft)
    if (days.closedDays?.length || days.specialHours?.length)
      await call('updateStore', { storeId: made.storeId, version: made.version, ...days })
    return
  }
  const changes = changesOf(before, draft)
  if (Object.keys(changes).length === 0) return
  try {
    await call('updateStore', { storeId: store.storeId, version: version.current, ...changes })
  } catch (why) {
    const known = why instanceof Refusal && why.code === 'version.stale' ? Number(why.details?.version) : Number.NaN
    if (known > 0) version.current = known
    throw why
  }
}
