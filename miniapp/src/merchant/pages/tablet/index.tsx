import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { clockOffset, serverNow } from '../../../api/clock'
import { Lost } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Qr } from '../../../components/qr'
import { Ring } from '../../../components/ring'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useCountdown } from '../../../hooks/use-countdown'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { clockWords, millis } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { stayAwake } from '../../platform/awake'
import { linkTo, printPage } from '../../platform/paper'
import { StoreBar } from '../../stores/store-bar'
import { useStores } from '../../stores/use-stores'
import { copy } from './copy'
import { type StoreCode, useStoreCode } from './use-store-code'
import './index.scss'

/** What stands on the counter all day: the store's code, always fresh, and plain words when it cannot be. */
export default function TabletPage() {
  const { session, signIn } = useSignedIn()
  const { stores, store, choose } = useStores(session ? session.token : undefined)
  const { code, trouble } = useStoreCode(store?.storeId)
  const [isSign, setSign] = useState(false)
  useEffect(stayAwake, [])
  const { remote } = stores
  if (session === null)
    return (
      <Page title={copy.title}>
        <SignedOut icon="store" title={copy.guest} to="/merchant/pages/tablet/index" signIn={signIn} />
      </Page>
    )
  return (
    <Page title={copy.title} wide>
      {(session === undefined || remote.is === 'loading') && <Skeleton shape="hero" count={1} />}
      {session && remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={stores.reload} />}
      {remote.is === 'ready' && remote.value.length === 0 && <Empty icon="store" title={copy.noStore} />}
      {remote.is === 'ready' && remote.value.length > 0 && <StoreBar stores={remote.value} store={store} onChoose={choose} />}
      {store && !isSign && <Live code={code} trouble={trouble} />}
      {code && isSign && <Sign code={code} />}
      {code && (
        <View className="tablet__foot">
          <Button id={isSign ? 'to-live' : 'to-sign'} kind="plain" onPress={() => setSign(!isSign)}>
            {isSign ? copy.back : copy.sign}
          </Button>
          {isSign && printPage && (
            <Button id="print" kind="soft" onPress={printPage}>
              {copy.print}
            </Button>
          )}
        </View>
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

/** A code is taken for half a minute after it was changed; shown longer it would only disappoint. */
const takenAfter = 25_000

function Live({ code, trouble }: { code: StoreCode | undefined; trouble: unknown }) {
  const left = useCountdown(code?.expiresAt)
  const isDead = code !== undefined && millis(code.expiresAt) + takenAfter <= serverNow()
  if (trouble !== undefined && !(trouble instanceof Lost))
    return <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />
  return (
    <View className="tablet">
      {trouble !== undefined && (
        <Notice
          id="lost"
          kind="bad"
          title={code ? copy.lost(clockWords(code.expiresAt)) : troubleWords(trouble)}
          note={copy.lostNote}
        />
      )}
      {!code && trouble === undefined && <Skeleton shape="hero" count={1} />}
      {code && !isDead && (
        <View className="tablet__card">
          <View className="tablet__welcome" ariaRole="heading">
            {copy.welcome}
          </View>
          <Text className="tablet__how">{copy.how}</Text>
          <View className="tablet__qr">
            <Qr text={linkTo(code.storeId, code.qr)} label={copy.qr} />
          </View>
          <Text className="tablet__how">{copy.typed}</Text>
          <View id="store-code" className="tablet__typed" ariaRole="text" ariaLabel={copy.spoken(code.storeCode)}>
            {code.storeCode}
          </View>
          <View className="tablet__fresh">
            <Ring share={left / (code.refreshSeconds * 1000)} />
            <Text>{left > 0 ? copy.fresh(Math.ceil(left / 1000)) : copy.refreshing}</Text>
          </View>
        </View>
      )}
      <Text id="clock" className="tablet__clock">
        {[trouble === undefined && code ? copy.online : '', clockDrift()].filter(Boolean).join(' · ')}
      </Text>
    </View>
  )
}

/** From so many seconds on a person may wonder. */
const driftShown = 5

function clockDrift(): string {
  const ahead = -Math.round(clockOffset() / 1000)
  if (Math.abs(ahead) < driftShown) return copy.right
  return ahead < 0 ? copy.slow(-ahead) : copy.fast(ahead)
}

function Sign({ code }: { code: StoreCode }) {
  return (
    <View className="tablet">
      <View className="tablet__card">
        <View className="tablet__welcome" ariaRole="heading">
          {code.storeName}
        </View>
        <Text className="tablet__how">{copy.how}</Text>
        <View className="tablet__qr">
          <Qr text={linkTo(code.storeId, code.signQr)} label={copy.signQr} />
        </View>
      </View>
      <Text className="tablet__clock">{copy.signNote}</Text>
    </View>
  )
}
