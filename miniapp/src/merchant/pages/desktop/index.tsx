import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
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
import { parameterOf, scannedParameter } from '../../../words/scanned'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import './index.scss'

type Asking = OutputOf<'getDesktopLogin'>

/** What a QR on a desktop opens: which computer asks, and a yes or a no. */
export default function DesktopPage() {
  const { params } = useRouter()
  const { session, signIn } = useSignedIn()
  const [ticket, setTicket] = useState(() => parameterOf(params, 'ticket'))
  const [login, loggingIn] = useOnce(signIn)
  const { remote, reload } = useRemote<Asking>(
    () => call('getDesktopLogin', { ticket: ticket ?? '' }),
    session && ticket ? `${session.token} ${ticket}` : undefined,
  )
  const [scan, scanning] = useOnce(async () => {
    const scanned = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => undefined)
    const found = scannedParameter(scanned?.result, 'ticket')
    if (found) setTicket(found)
    else if (scanned) void Taro.showToast({ title: copy.notThis, icon: 'none' })
  })
  const byScan = { id: 'scan', words: copy.scan, onPress: scan, busy: scanning }
  if (session === null)
    return (
      <Page title={copy.title}>
        <Empty
          icon="scan"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  if (!ticket)
    return (
      <Page title={copy.title}>
        <Empty icon="scan" title={copy.scan} note={copy.scanNote} action={canScan ? byScan : undefined} />
        <NavHome words={common.toHome} />
      </Page>
    )
  const code = remote.is === 'failed' && remote.trouble instanceof Refusal ? remote.trouble.code : ''
  return (
    <Page title={copy.title}>
      {remote.is === 'loading' && <Skeleton shape="hero" count={1} />}
      {code === 'login.ticket_expired' && (
        <Empty icon="clock" title={copy.over} note={copy.overNote} action={canScan ? byScan : undefined} />
      )}
      {code === 'role.forbidden' && <Empty icon="warn" title={copy.notStaff} note={copy.notStaffNote} />}
      {remote.is === 'failed' && code !== 'login.ticket_expired' && code !== 'role.forbidden' && (
        <Failed trouble={remote.trouble} onRetry={reload} />
      )}
      {remote.is === 'ready' && <Ask asking={remote.value} ticket={ticket} />}
      {remote.is === 'failed' && <NavHome words={common.toHome} />}
    </Page>
  )
}

const canScan = process.env.TARO_ENV !== 'h5'
const openDevices = () => void Taro.redirectTo({ url: '/guest/pages/sessions/index' })

function Ask({ asking, ticket }: { asking: Asking; ticket: string }) {
  const [said, setSaid] = useState<'yes' | 'no' | undefined>(asking.state === 'approved' ? 'yes' : undefined)
  const [trouble, setTrouble] = useState<unknown>()
  const [approve, approving] = useOnce(async () => {
    setTrouble(undefined)
    try {
      await call('approveDesktopLogin', { ticket })
      setSaid('yes')
    } catch (why) {
      setTrouble(why)
    }
  })
  if (said)
    return (
      <Empty
        icon={said === 'yes' ? 'check' : 'cross'}
        title={said === 'yes' ? copy.done : copy.refused}
        note={said === 'yes' ? copy.doneNote : copy.refusedNote}
        action={said === 'yes' ? { id: 'to-devices', words: copy.devices, onPress: openDevices } : undefined}
      />
    )
  return (
    <View className="desktop">
      <View className="desktop__ask" ariaRole="heading">
        {copy.ask}
      </View>
      <Text id="device" className="desktop__device">
        {asking.device ?? copy.unknown}
      </Text>
      <Text className="desktop__compare">{copy.compare}</Text>
      <Text id="match" className="desktop__match">
        {asking.match}
      </Text>
      <Text className="desktop__same">{copy.same}</Text>
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="desktop__bar">
        <Button id="refuse" kind="soft" onPress={() => setSaid('no')}>
          {copy.refuse}
        </Button>
        <Button id="approve" block busy={approving} onPress={approve}>
          {approving ? copy.approving : copy.approve}
        </Button>
      </View>
    </View>
  )
}
