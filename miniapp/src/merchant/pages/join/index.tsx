import { Input, Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Cell, CellGroup } from '../../../components/cell'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { localOf } from '../../../words/local'
import { parameterOf } from '../../../words/scanned'
import { untilWords } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import './index.scss'

type Seen = OutputOf<'getInvitation'>

const nameKey = 'footfall.join.name'
const toMe = () => void Taro.switchTab({ url: '/pages/me/index' })

/** What an invitation opens, also cold: what it is for; logging in only when it is accepted. */
export default function JoinPage() {
  const code = parameterOf(useRouter().params, 'invite')
  const { session, refresh } = useSignedIn()
  const { remote, reload } = useRemote<Seen>(
    () => call('getInvitation', { code: code ?? '' }),
    code && session !== undefined ? `${code} ${session?.token ?? ''}` : undefined,
  )
  const refusal = remote.is === 'failed' && remote.trouble instanceof Refusal ? remote.trouble.code : undefined
  const over = code === undefined ? overs['invitation.not_found'] : overs[refusal ?? '']
  return (
    <Page title={copy.title}>
      {over && <Empty icon="warn" title={over.title} note={over.note} />}
      {!over && remote.is === 'loading' && <Skeleton shape="hero" count={1} />}
      {!over && remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {!over && remote.is === 'ready' && (
        <>
          <What seen={remote.value} />
          {remote.value.state === 'open' && (
            <Accept
              code={code ?? ''}
              meant={remote.value.name}
              onAccepted={() => {
                refresh()
                void reload()
              }}
            />
          )}
          {remote.value.state === 'waiting' && <Waiting by={remote.value.invitedBy} onLook={reload} />}
          {remote.value.state === 'confirmed' && (
            <Empty
              icon="check"
              title={copy.active}
              note={copy.activeNote}
              action={{ id: 'to-work', words: copy.toWork, onPress: toMe }}
            />
          )}
        </>
      )}
      {over && <NavHome words={common.toHome} />}
    </Page>
  )
}

const overs: { [code: string]: { title: string; note: string } | undefined } = {
  'invitation.not_found': { title: copy.none, note: copy.noneNote },
  'invitation.used': { title: copy.used, note: copy.usedNote },
  'invitation.expired': { title: copy.expired, note: copy.expiredNote },
}

function What({ seen }: { seen: Seen }) {
  const { merchantName, invitedBy, role, stores, expiresAt, state } = seen
  return (
    <>
      <View id="invites" className="join__head" ariaRole="heading">
        {copy.invites(invitedBy, merchantName)}
      </View>
      <CellGroup>
        <Cell id="role" icon="flag" title={copy.as} value={copy[role]} />
        <Cell
          id="stores"
          icon="store"
          title={copy.stores}
          note={stores.length > 0 ? stores.map(({ name }) => name).join('、') : copy.allStores}
        />
      </CellGroup>
      {state === 'open' && (
        <Text className="join__until">{copy.until(untilWords(localOf(expiresAt), serverNow(), language))}</Text>
      )}
    </>
  )
}

function Accept({ code, meant, onAccepted }: { code: string; meant: string | undefined; onAccepted(): void }) {
  // A login in between leaves the page: what was typed stays.
  const [name, setName] = useState<string>(() => String(Taro.getStorageSync(nameKey) || (meant ?? '')))
  const [missing, setMissing] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const [accept, accepting] = useOnce(async () => {
    setTrouble(undefined)
    if (name.trim() === '') return setMissing(true)
    try {
      await call('acceptInvitation', { code, name: name.trim() })
      Taro.removeStorageSync(nameKey)
      onAccepted()
    } catch (why) {
      setTrouble(why)
    }
  })
  return (
    <View className="join__form">
      <Text className="join__label">{copy.nameLabel}</Text>
      <View className={`join__box ${missing ? 'join__box--bad' : ''}`}>
        <Input
          id="name"
          className="join__input"
          ariaLabel={copy.nameLabel}
          placeholder={copy.nameHint}
          maxlength={20}
          value={name}
          onInput={(event) => {
            setName(event.detail.value)
            setMissing(false)
            Taro.setStorageSync(nameKey, event.detail.value)
          }}
          onConfirm={accept}
        />
      </View>
      {missing && (
        <Text id="name-missing" className="join__missing">
          {copy.nameMissing}
        </Text>
      )}
      <Text className="join__note">{copy.confirmNote}</Text>
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      <Button id="accept" block busy={accepting} onPress={accept}>
        {accepting ? copy.accepting : copy.accept}
      </Button>
    </View>
  )
}

/** Asks by itself every few seconds while it is looked at. */
function Waiting({ by, onLook }: { by: string; onLook(): Promise<unknown> }) {
  const { remote } = useRemote(() => call('getMe', {}), 'me')
  const [look, looking] = useOnce(async () => void (await onLook()))
  const current = useRef(onLook)
  current.current = onLook
  useEffect(() => {
    const timer = setInterval(() => void current.current(), 5_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <View id="waiting" className="join__waiting">
      <Notice kind="calm" title={copy.waiting} note={copy.waitingNote(by)} />
      {remote.is === 'ready' && (
        <Text id="shown-as" className="join__as">
          {remote.value.maskedName}
        </Text>
      )}
      <Button id="look-again" kind="soft" block busy={looking} onPress={look}>
        {copy.refresh}
      </Button>
    </View>
  )
}
