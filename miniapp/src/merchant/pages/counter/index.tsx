import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { Refusal } from '../../../api/trouble'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { DutyBar } from '../../duty/duty-bar'
import { useDuty } from '../../duty/use-duty'
import { OfflineBar } from '../../offline/offline-bar'
import { useOffline } from '../../offline/use-offline'
import { StoreBar } from '../../stores/store-bar'
import { useStores } from '../../stores/use-stores'
import { copy } from './copy'
import { Done, Undone } from './done'
import { Enter, EnterBar } from './enter'
import { KeptHere } from './kept'
import { Look, LookBar } from './look'
import { useCounter } from './use-counter'
import './index.scss'

export default function CounterPage() {
  const { session, signIn } = useSignedIn()
  const { stores, store, choose } = useStores(session ? session.token : undefined)
  const offline = useOffline(store?.storeId)
  const counter = useCounter(store?.storeId, offline)
  const duty = useDuty(session ? session.token : undefined)
  // Refused for a duty that stands elsewhere, begun on another phone: the bar has to know it.
  const { trouble } = counter
  const { reload: reloadDuty } = duty
  useEffect(() => {
    if (trouble instanceof Refusal && trouble.details?.onDutyAt) void reloadDuty()
  }, [trouble, reloadDuty])

  if (session === null)
    return (
      <Page title={copy.title}>
        <SignedOut icon="store" title={copy.guest} note={copy.guestNote} to="/merchant/pages/counter/index" signIn={signIn} />
      </Page>
    )
  const { remote, reload } = stores
  if (session === undefined || remote.is === 'loading')
    return (
      <Page title={copy.title}>
        <Skeleton shape="line" count={2} />
        <Skeleton count={2} />
      </Page>
    )
  if (remote.is === 'failed')
    return (
      <Page title={copy.title}>
        <Failed trouble={remote.trouble} onRetry={reload} />
        <NavHome words={common.toHome} />
      </Page>
    )
  if (remote.value.length === 0)
    return (
      <Page title={copy.title}>
        <Empty
          icon="store"
          title={copy.noStore}
          note={copy.noStoreNote}
          action={{ id: 'to-me', words: common.retry, onPress: reload }}
        />
        <NavHome words={common.toHome} />
      </Page>
    )
  const { step } = counter
  const isManager = session.roles.some(({ role }) => role === 'manager')
  return (
    <Page
      title={copy.title}
      bar={
        store &&
        ((step.is === 'enter' && <EnterBar counter={counter} />) ||
          (step.is === 'look' && <LookBar counter={counter} step={step} />))
      }
    >
      {step.is === 'enter' && <StoreBar stores={remote.value} store={store} onChoose={choose} />}
      {store && step.is === 'enter' && <OfflineBar offline={offline} />}
      {store && step.is === 'enter' && <DutyBar duty={duty} store={store} stores={remote.value} />}
      {store && step.is === 'enter' && (
        <Enter counter={counter} onToday={openToday} onAssist={isManager ? openAssist : undefined} />
      )}
      {store && step.is === 'look' && <Look counter={counter} step={step} storeName={store.name} />}
      {step.is === 'done' && (
        <Done redemption={step.redemption} left={step.left} onNext={counter.next} onUndone={counter.undone} />
      )}
      {step.is === 'kept' && (
        <KeptHere preview={step.preview} waiting={offline.kept?.queue.length ?? 0} onNext={counter.next} />
      )}
      {step.is === 'undone' && <Undone redemption={step.redemption} onNext={counter.next} />}
    </Page>
  )
}

const openAssist = () => void Taro.navigateTo({ url: '/merchant/pages/assist/index' })
const openToday = () => void Taro.navigateTo({ url: '/merchant/pages/today/index' })
