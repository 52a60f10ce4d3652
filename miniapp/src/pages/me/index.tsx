import { Text, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { ask } from '../../api/ask'
import { call } from '../../api/call'
import { serverNow } from '../../api/clock'
import { forgetSession } from '../../api/session'
import { Button } from '../../components/button'
import { Cell, CellGroup } from '../../components/cell'
import { Failed } from '../../components/empty'
import type { IconName } from '../../components/icon'
import { Page } from '../../components/page'
import { Skeleton } from '../../components/skeleton'
import { useOnce } from '../../hooks/use-once'
import { useRemote } from '../../hooks/use-remote'
import { useSignedIn } from '../../hooks/use-signed-in'
import { language } from '../../platform/language'
import { common } from '../../words/everywhere'
import { dayWords, wallOf } from '../../words/time'
import { copy } from './copy'
import { type Door, doorsFor } from './doors'
import './index.scss'

type Me = OutputOf<'getMe'>

const doors: Record<Door, { icon: IconName; title: string; note: string; url: string }> = {
  counter: { icon: 'scan', title: copy.counter, note: copy.counterNote, url: '/merchant/pages/counter/index' },
  today: { icon: 'list', title: copy.today, note: copy.todayNote, url: '/merchant/pages/today/index' },
  tablet: { icon: 'scan', title: copy.tablet, note: copy.tabletNote, url: '/merchant/pages/tablet/index' },
  reviews: { icon: 'check', title: copy.reviews, note: copy.reviewsNote, url: '/merchant/pages/reviews/index' },
  exceptions: { icon: 'warn', title: copy.exceptions, note: copy.exceptionsNote, url: '/desk/pages/exceptions/index' },
  approvals: { icon: 'check', title: copy.approvals, note: copy.approvalsNote, url: '/marketing/pages/approvals/index' },
  promotions: { icon: 'flag', title: copy.promotions, note: copy.promotionsNote, url: '/marketing/pages/promotions/index' },
  ownCode: { icon: 'scan', title: copy.ownCode, note: copy.ownCodeNote, url: '/merchant/pages/own-code/index' },
  trace: { icon: 'share', title: copy.trace, note: copy.traceNote, url: '/measure/pages/trace/index' },
  staff: { icon: 'store', title: copy.staff, note: copy.staffNote, url: '/merchant/pages/staff/index' },
  merchants: { icon: 'store', title: copy.merchants, note: copy.merchantsNote, url: '/desk/pages/admit/index' },
  audit: { icon: 'list', title: copy.audit, note: copy.auditNote, url: '/desk/pages/audit/index' },
}

export default function MePage() {
  const { session, signIn, refresh } = useSignedIn()
  const { remote, reload } = useRemote<Me>(() => call('getMe', {}), session ? session.token : undefined)
  const [login, loggingIn] = useOnce(signIn)
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current && session) void reload()
    shown.current = true
  })
  const [logout] = useOnce(async () => {
    // The server ends it too; where it cannot be reached this device forgets it all the same.
    await ask('logout', {}).catch(() => {})
    forgetSession()
    refresh()
    void Taro.showToast({ title: copy.loggedOut, icon: 'none' })
  })
  const open = (url: string) => () => void Taro.navigateTo({ url })
  return (
    <Page title={copy.title}>
      {session === null && (
        <View className="me__card">
          <Text className="me__name">{copy.guest}</Text>
          <Text className="me__note">{copy.guestNote}</Text>
          <View className="me__login">
            <Button id="sign-in" block busy={loggingIn} onPress={login}>
              {common.signIn}
            </Button>
          </View>
        </View>
      )}
      {(session === undefined || (session && remote.is === 'loading')) && <Skeleton count={1} />}
      {session && remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {session && remote.is === 'ready' && (
        <>
          <Who me={remote.value} />
          {doorsFor(remote.value.roles).length > 0 && (
            <CellGroup title={copy.work}>
              {doorsFor(remote.value.roles).map((door) => (
                <Cell
                  key={door}
                  id={`door-${door}`}
                  icon={doors[door].icon}
                  title={doors[door].title}
                  note={doors[door].note}
                  onPress={open(doors[door].url)}
                />
              ))}
            </CellGroup>
          )}
        </>
      )}
      <CellGroup title={copy.mine}>
        <Cell
          id="to-wallet"
          icon="list"
          title={copy.wallet}
          note={copy.walletNote}
          onPress={() => void Taro.switchTab({ url: '/pages/wallet/index' })}
        />
        {session && <Cell id="visits" icon="check" title={copy.visits} onPress={open('/guest/pages/visits/index')} />}
        {session && <Cell id="orders" icon="list" title={copy.orders} onPress={open('/guest/pages/orders/index')} />}
        {session && (
          <Cell
            id="devices"
            icon="phone"
            title={copy.devices}
            note={copy.devicesNote}
            onPress={open('/guest/pages/sessions/index')}
          />
        )}
        {session && remote.is === 'ready' && remote.value.roles.length > 0 && (
          <Cell
            id="to-desktop"
            icon="scan"
            title={copy.desktop}
            note={copy.desktopNote}
            onPress={open('/merchant/pages/desktop/index')}
          />
        )}
        {session && (
          <Cell
            id="profile"
            icon="list"
            title={copy.profile}
            note={copy.profileNote}
            onPress={open('/guest/pages/profile/index')}
          />
        )}
        <Cell
          id="privacy"
          icon="flag"
          title={copy.privacy}
          note={copy.privacyNote}
          onPress={open('/guest/pages/privacy/index')}
        />
      </CellGroup>
      {session && (
        <View className="me__out">
          <Button id="logout" kind="plain" block onPress={logout}>
            {copy.logout}
          </Button>
        </View>
      )}
    </Page>
  )
}

const roleWords = (role: string): string =>
  role === 'clerk' || role === 'manager' || role === 'marketer' || role === 'operator' ? copy[role] : role

function Who({ me }: { me: Me }) {
  const since = wallOf(me.since)
  return (
    <View className="me__card">
      <Text id="my-name" className="me__name">
        {me.staffName ?? me.nickname ?? me.maskedName}
      </Text>
      {me.merchantName && <Text className="me__note">{me.merchantName}</Text>}
      {since && <Text className="me__note">{copy.since(dayWords(since, serverNow(), language))}</Text>}
      {me.roles.length > 0 && (
        <View className="me__roles">
          {me.roles.map(({ role, storeIds }) => (
            <Text key={role} className="me__role">
              {[roleWords(role), storeIds.length > 0 ? copy.stores(storeIds.length) : ''].filter(Boolean).join(' · ')}
            </Text>
          ))}
        </View>
      )}
    </View>
  )
}
