import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Cell, CellGroup } from '../../../components/cell'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { momentWords } from '../../../words/time'
import { sendWaiting, waiting } from '../../phone/waiting'
import { Streaks } from '../../visits/streaks'
import { copy } from './copy'
import './index.scss'

type List = OutputOf<'listMyVisits'>
type Visit = List['items'][number]

const openStores = () => void Taro.navigateTo({ url: '/guest/pages/stores/index' })

export default function VisitsPage() {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const key = session ? session.token : undefined
  const list = useList<Visit, List>((cursor) => call('listMyVisits', { cursor, limit: 20 }), key)
  const points = useRemote<OutputOf<'listMyPoints'>>(() => call('listMyPoints', { limit: 1 }), key)
  const [sent, setSent] = useState<'sent' | 'notTaken'>()
  const { reload } = list
  const memberId = session?.memberId
  useEffect(() => {
    if (memberId === undefined || waiting().length === 0) return
    void sendWaiting(memberId).then((done) => {
      if (done.length === 0) return
      const refused = done.some(({ answer, trouble }) => trouble !== undefined || answer?.decision === 'refuse')
      setSent(refused ? 'notTaken' : 'sent')
      void reload()
    })
  }, [memberId, reload])
  if (session === null)
    return (
      <Page title={copy.title}>
        <Empty
          icon="store"
          title={copy.guest}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
        <NavHome words={common.toHome} />
      </Page>
    )
  const balances = points.remote.is === 'ready' ? points.remote.value.balances : []
  const left = waiting().length
  return (
    <Page title={copy.title}>
      {session === undefined && <Skeleton />}
      {sent && <Notice id={sent} kind={sent === 'sent' ? 'good' : 'bad'} title={copy[sent]} />}
      {left > 0 && <Notice id="waiting" kind="calm" title={copy.waiting(left)} />}
      {balances.length > 0 && (
        <CellGroup title={copy.points}>
          {balances.map(({ merchantId, merchantName, points: sum }) => (
            <Cell
              key={merchantId}
              id={`points-${merchantId}`}
              title={merchantName}
              value={<Text className="visits__points">{sum}</Text>}
            />
          ))}
        </CellGroup>
      )}
      {session && <Streaks />}
      {list.items.length > 0 && (
        <CellGroup title={copy.list}>
          {list.items.map((visit) => (
            <Line key={visit.visitId} visit={visit} />
          ))}
        </CellGroup>
      )}
      {session && (
        <LoadMore
          more={list.more}
          count={list.items.length}
          onMore={list.next}
          empty={
            <Empty
              icon="store"
              title={copy.empty}
              note={copy.emptyNote}
              action={{ id: 'to-stores', words: copy.toStores, onPress: openStores }}
            />
          }
        />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

function Line({ visit }: { visit: Visit }) {
  const { visitId, storeName, at, state, late, reviewed } = visit
  const facts = [momentWords(at, serverNow(), language), copy[state], late ? copy.late : '', reviewed?.reason ?? '']
  return (
    <Cell
      id={`visit-${visitId}`}
      icon={state === 'counted' ? 'check' : state === 'review' ? 'clock' : 'cross'}
      title={storeName}
      note={facts.filter(Boolean).join(' · ')}
    />
  )
}
