import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { parameterOf } from '../../../words/scanned'
import { copy } from './copy'
import { Enter } from './enter'
import { Judged } from './judged'
import { openStores, openVisits } from './paths'
import { useCheckIn } from './use-check-in'
import './index.scss'

/** Where the QR in a store leads to, and the door of a store's page. */
export default function CheckInPage() {
  const { params } = useRouter()
  const storeId = parameterOf(params, 'storeId')
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const { remote } = useRemote<OutputOf<'getStore'>>(() => call('getStore', { storeId: storeId ?? '' }), storeId)
  const store = remote.is === 'ready' ? remote.value : undefined
  const handle = useCheckIn({ storeId, storeName: store?.name, qr: parameterOf(params, 'qr') }, session)
  const { step, scanned } = handle
  if (storeId === undefined && scanned === undefined)
    return (
      <Page title={copy.title}>
        <Empty icon="store" title={copy.chooseStore} action={{ id: 'to-stores', words: copy.toStores, onPress: openStores }} />
        <NavHome words={common.toHome} />
      </Page>
    )
  return (
    <Page title={copy.title}>
      {store && step.is === 'enter' && (
        <View className="arrive__store" ariaRole="heading">
          {store.name}
        </View>
      )}
      {session === undefined && <Skeleton shape="hero" count={1} />}
      {session === null && (
        <Empty
          icon="store"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      )}
      {session && step.is === 'enter' && <Enter handle={handle} memberId={session.memberId} />}
      {session && step.is === 'kept' && (
        <>
          <Notice id="kept" kind="calm" title={copy.kept} note={copy.keptNote} />
          <Button id="to-visits" kind="soft" block onPress={openVisits}>
            {copy.toVisits}
          </Button>
        </>
      )}
      {session && step.is === 'judged' && <Judged answer={step.answer} storeId={storeId} onAgain={handle.again} />}
      {step.is === 'enter' && <Text className="arrive__note">{copy.place}</Text>}
      <NavHome words={common.toHome} />
    </Page>
  )
}
