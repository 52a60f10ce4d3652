import { Text, View } from '@tarojs/components'
import { useDidShow, useShareAppMessage } from '@tarojs/taro'
import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { newKey } from '../../../api/key'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Popup } from '../../../components/popup'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import type { Staff } from '../../../merchant/pages/staff'
import { copy as inviteCopy } from '../../../merchant/pages/staff/invite-copy'
import type { Invitation } from '../../../merchant/pages/staff/invite-sheet'
import { Made } from '../../../merchant/pages/staff/made'
import { WaitingCard } from '../../../merchant/pages/staff/staff-line'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { dayWords, wallOf } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { AdmitSheet } from './admit-sheet'
import { copy } from './copy'
import '../../../marketing/form/form.scss'
import '../../../merchant/pages/staff/index.scss'
import './index.scss'

type Admitted = OutputOf<'listMerchants'>['items'][number]

export default function AdmitPage() {
  const { session, signIn } = useSignedIn()
  const token = session ? session.token : undefined
  const list = useList<Admitted, OutputOf<'listMerchants'>>((cursor) => call('listMerchants', { cursor, limit: 50 }), token)
  const staff = useRemote(async () => {
    const { items } = await call('listStaff', { limit: 100 })
    return items.filter(({ state, merchantName }) => state === 'waiting' && merchantName !== undefined)
  }, token)
  const [admitting, setAdmitting] = useState(false)
  const [made, setMade] = useState<{ name: string; invitation: Invitation }>()
  const [trouble, setTrouble] = useState<unknown>()
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current && session) void staff.reload()
    shown.current = true
  })
  useShareAppMessage(() =>
    made ? { title: inviteCopy.card(made.name), path: made.invitation.path } : { title: copy.title, path: '/pages/home/index' },
  )
  const [invite] = useOnce(async ({ merchantId, name }: Admitted) => {
    setTrouble(undefined)
    try {
      setMade({ name, invitation: await call('inviteMarketer', { merchantId }, { key: newKey() }) })
    } catch (why) {
      setTrouble(why)
    }
  })
  if (!session)
    return (
      <Page title={copy.title} wide>
        {session === undefined ? (
          <Skeleton />
        ) : (
          <SignedOut icon="store" title={copy.guest} note={copy.guestNote} to="/desk/pages/admit/index" signIn={signIn} />
        )}
      </Page>
    )
  const waiting: Staff[] = staff.remote.is === 'ready' ? staff.remote.value : []
  const gone = (invitationId: string) => staff.put(waiting.filter((one) => one.invitationId !== invitationId))
  const create = () => setAdmitting(true)
  return (
    <Page title={copy.title} wide>
      <View className="staff__head">
        <View className="staff__title" ariaRole="heading">
          {copy.head}
        </View>
        <Button id="admit-new" small onPress={create}>
          {copy.create}
        </Button>
      </View>
      <View className="staff__note">{copy.note}</View>
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      {waiting.length > 0 && (
        <View className="staff__waiting">
          <View className="staff__part">{copy.waiting}</View>
          <View className="staff__note">{copy.waitingNote}</View>
          {waiting.map((one) => (
            <WaitingCard
              key={one.invitationId}
              staff={one}
              stores={[]}
              onConfirmed={(_, invitationId) => gone(invitationId)}
              onDeclined={gone}
            />
          ))}
        </View>
      )}
      {list.items.length > 0 && <View className="staff__part">{copy.list}</View>}
      <View className="admit__list">
        {list.items.map((one) => (
          <View key={one.merchantId} id={`merchant-${one.merchantId}`} className="person">
            <View className="person__words">
              <Text className="person__name">{one.name}</Text>
              <Text className="person__facts">{[sinceWords(one), one.zone].filter(Boolean).join(' · ')}</Text>
            </View>
            <Button id={`invite-${one.merchantId}`} kind="plain" small onPress={() => invite(one)}>
              {copy.invite}
            </Button>
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
            action={{ id: 'admit-first', words: copy.create, onPress: create }}
          />
        }
      />
      <NavHome words={common.toHome} />
      {admitting && (
        <AdmitSheet
          onClose={() => setAdmitting(false)}
          onMade={({ name, invitation }) => {
            setAdmitting(false)
            setMade({ name, invitation })
            void list.reload()
          }}
        />
      )}
      {made && (
        <Popup open title={copy.madeTitle(made.name)} onClose={() => setMade(undefined)}>
          <Made made={[made.invitation]} merchant={made.name} onDone={() => setMade(undefined)} />
        </Popup>
      )}
    </Page>
  )
}

function sinceWords({ admittedAt }: Admitted): string {
  const since = admittedAt && wallOf(admittedAt)
  return since ? copy.since(dayWords(since, serverNow(), language)) : ''
}
