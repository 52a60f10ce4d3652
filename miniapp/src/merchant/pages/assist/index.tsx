import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { StoreBar } from '../../stores/store-bar'
import { chosenStore, useStores } from '../../stores/use-stores'
import { Done, Undone } from '../counter/done'
import { Ask, Choose, Confirm } from './choose'
import { copy } from './copy'
import { Enter } from './enter'
import { type Assist, useAssist } from './use-assist'
import '../counter/index.scss'
import './index.scss'

export default function AssistPage() {
  const { session, signIn } = useSignedIn()
  const { stores, store: last, choose } = useStores(session ? session.token : undefined)
  const managed = session?.roles.flatMap(({ role, storeIds }) => (role === 'manager' ? storeIds : [])) ?? []
  const { remote, reload } = stores
  const own = remote.is === 'ready' ? remote.value.filter(({ storeId }) => managed.includes(storeId)) : []
  const store = chosenStore(own, last?.storeId)
  const assist = useAssist(store?.storeId)
  const [login, loggingIn] = useOnce(signIn)
  const { step } = assist

  if (session === null)
    return (
      <Page title={copy.title}>
        <Empty
          icon="store"
          title={copy.guest}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  return (
    <Page title={copy.title} bar={store && step.is !== 'done' && step.is !== 'undone' && <Bar assist={assist} />}>
      {(session === undefined || remote.is === 'loading') && <Skeleton />}
      {session && remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {remote.is === 'ready' && own.length === 0 && <Empty icon="store" title={copy.notManager} note={copy.notManagerNote} />}
      {own.length > 0 && step.is === 'enter' && <StoreBar stores={own} store={store} onChoose={choose} />}
      {store && step.is === 'enter' && <Enter assist={assist} />}
      {step.is === 'choose' && <Choose assist={assist} step={step} />}
      {step.is === 'bill' && <Ask assist={assist} step={step} />}
      {step.is === 'confirm' && <Confirm assist={assist} step={step} />}
      {step.is === 'done' && (
        <Done
          redemption={step.redemption}
          onNext={() => assist.go({ is: 'enter' })}
          onUndone={(redemption) => assist.go({ is: 'undone', redemption })}
        />
      )}
      {step.is === 'undone' && <Undone redemption={step.redemption} onNext={() => assist.go({ is: 'enter' })} />}
      <NavHome words={common.toHome} />
    </Page>
  )
}

/** One press under the thumb. */
function Bar({ assist }: { assist: Assist }) {
  const { step, go, find, finding, compute, computing, confirm, confirming, reason } = assist
  const back = () => go({ is: 'enter' })
  return (
    <>
      {step.is !== 'enter' && (
        <View className="look__back">
          <Button id="back" kind="soft" block={step.is === 'choose'} disabled={confirming} onPress={back}>
            {copy.back}
          </Button>
        </View>
      )}
      {step.is === 'enter' && (
        <Button id="find" block busy={finding} onPress={find}>
          {finding ? copy.finding : copy.find}
        </Button>
      )}
      {step.is === 'bill' && (
        <Button id="compute" block busy={computing} onPress={compute}>
          {copy.compute}
        </Button>
      )}
      {step.is === 'confirm' && (
        <Button id="confirm" block busy={confirming} disabled={reason.trim() === ''} onPress={confirm}>
          {copy.confirm}
        </Button>
      )}
    </>
  )
}
