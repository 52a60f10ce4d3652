import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { allStores, type Store } from '../../stores/use-stores'
import { copy } from './copy'
import { copy as inviteCopy } from './invite-copy'
import { type Invitation, InviteSheet } from './invite-sheet'
import { RevokeSheet } from './revoke-sheet'
import { StaffLine, WaitingCard } from './staff-line'
import './index.scss'

type List = OutputOf<'listStaff'>
export type Staff = List['items'][number]
type Around = { me: OutputOf<'getMe'>; stores: Store[] }

const mayMake = { manager: ['clerk', 'manager'], marketer: ['clerk', 'manager', 'marketer'], operator: ['operator'] } as const

export default function StaffPage() {
  const { session, signIn } = useSignedIn()
  const token = session ? session.token : undefined
  const around = useRemote<Around>(async () => {
    const me = await call('getMe', {})
    return { me, stores: me.roles.some(({ role }) => role !== 'operator') ? await allStores() : [] }
  }, token)
  const list = useList<Staff, List>((cursor) => call('listStaff', { cursor, limit: 50 }), token)
  const [inviting, setInviting] = useState(false)
  const [made, setMade] = useState<Invitation[]>()
  const [revoking, setRevoking] = useState<Staff>()

  const { remote } = around
  const merchant = remote.is === 'ready' ? (remote.value.me.merchantName ?? '') : ''
  useShareAppMessage((event) => {
    const id = (event.target as { id?: string } | undefined)?.id ?? ''
    const one = made?.[Number(id.replace('share-', ''))]
    if (!one) return { title: copy.title, path: '/pages/home/index' }
    return { title: inviteCopy.card(merchant), path: one.path }
  })
  // Somebody may have accepted meanwhile.
  const put = (fresh: Staff, invitationId?: string) =>
    list.change((items) => [
      ...items.filter((one) => one.memberId !== fresh.memberId || (one.invitationId && one.invitationId !== invitationId)),
      fresh,
    ])
  const drop = (invitationId: string) => list.change((items) => items.filter((one) => one.invitationId !== invitationId))

  if (session === null)
    return (
      <Page title={copy.title} wide>
        <SignedOut icon="store" title={copy.guest} note={copy.guestNote} to="/merchant/pages/staff/index" signIn={signIn} />
      </Page>
    )
  if (session === undefined || remote.is === 'loading')
    return (
      <Page title={copy.title} wide>
        <Skeleton />
      </Page>
    )
  if (remote.is === 'failed')
    return (
      <Page title={copy.title} wide>
        <Failed trouble={remote.trouble} onRetry={around.reload} />
        <NavHome words={common.toHome} />
      </Page>
    )
  const { me, stores } = remote.value
  const roles = [...new Set(me.roles.flatMap(({ role }) => (role === 'clerk' ? [] : mayMake[role])))]
  const waiting = list.items.filter(({ state }) => state === 'waiting')
  const others = list.items.filter(({ state }) => state !== 'waiting')
  return (
    <Page title={copy.title} wide>
      <View className="staff__head">
        <View className="staff__title" ariaRole="heading">
          {me.merchantName}
        </View>
        {roles.length > 0 && (
          <Button id="invite" small onPress={() => setInviting(true)}>
            {copy.invite}
          </Button>
        )}
      </View>
      {waiting.length > 0 && (
        <View className="staff__waiting">
          <View className="staff__part">{copy.waitingTitle}</View>
          <View className="staff__note">{copy.waitingNote}</View>
          {waiting.map((one) => (
            <WaitingCard key={one.invitationId} staff={one} stores={stores} onConfirmed={put} onDeclined={drop} />
          ))}
        </View>
      )}
      {others.length > 0 && <View className="staff__part">{copy.listTitle}</View>}
      <View className="staff__list">
        {others.map((one) => (
          <StaffLine
            key={one.memberId}
            staff={one}
            stores={stores}
            isMe={one.memberId === me.memberId}
            onRevoke={one.roles.every(({ role }) => (roles as string[]).includes(role)) ? () => setRevoking(one) : undefined}
          />
        ))}
      </View>
      <LoadMore
        more={list.more}
        count={list.items.length}
        onMore={list.next}
        empty={<Empty icon="store" title={copy.empty} note={copy.emptyNote} />}
      />
      <NavHome words={common.toHome} />
      <InviteSheet
        open={inviting}
        roles={roles}
        stores={stores}
        merchant={merchant}
        made={made}
        onMade={setMade}
        onClose={() => {
          setInviting(false)
          setMade(undefined)
          void list.reload()
        }}
      />
      <RevokeSheet
        staff={revoking}
        onClose={() => setRevoking(undefined)}
        onRevoked={(fresh) => {
          setRevoking(undefined)
          list.change((items) => items.map((one) => (one.memberId === fresh.memberId && !one.invitationId ? fresh : one)))
        }}
      />
    </Page>
  )
}
