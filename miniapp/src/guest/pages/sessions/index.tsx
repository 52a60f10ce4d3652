import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Popup } from '../../../components/popup'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { localOf } from '../../../words/local'
import { momentWords } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import './index.scss'

type List = OutputOf<'listSessions'>
type Session = List['items'][number]

const nameOf = ({ device, channel }: Session) => device ?? copy[channel]
const when = (instant: string) => momentWords(localOf(instant), serverNow(), language)

/** Where the caller is logged in; each but this one can be ended. */
export default function SessionsPage() {
  const { session, signIn } = useSignedIn()
  const [asking, setAsking] = useState<Session>()
  const [trouble, setTrouble] = useState<unknown>()
  const [login, loggingIn] = useOnce(signIn)
  const list = useList<Session, List>(
    (cursor) => call('listSessions', { cursor, limit: 20 }),
    session ? session.token : undefined,
  )
  const close = () => {
    setAsking(undefined)
    setTrouble(undefined)
  }
  const [end, ending] = useOnce(async () => {
    if (!asking) return
    setTrouble(undefined)
    try {
      const { sessionId } = await call('endSession', { sessionId: asking.sessionId })
      list.change((items) => items.filter((one) => one.sessionId !== sessionId))
      close()
      void Taro.showToast({ title: copy.ended, icon: 'none' })
    } catch (why) {
      setTrouble(why)
    }
  })
  if (session === null)
    return (
      <Page title={copy.title}>
        <Empty
          icon="phone"
          title={copy.guest}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
        <NavHome words={common.toHome} />
      </Page>
    )
  return (
    <Page title={copy.title}>
      <Text className="sessions__note">{copy.note}</Text>
      {session === undefined && <Skeleton />}
      {list.items.map((one) => (
        <View key={one.sessionId} id={`session-${one.sessionId}`} className="session">
          <View className="session__words">
            <Text className="session__device">{nameOf(one)}</Text>
            {one.current && <Text className="session__here">{copy.here}</Text>}
            <Text className="session__facts">
              {[one.device ? copy[one.channel] : '', copy.since(when(one.since)), copy.last(when(one.last))]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </View>
          {!one.current && (
            <Button id={`end-${one.sessionId}`} kind="danger" small onPress={() => setAsking(one)}>
              {copy.end}
            </Button>
          )}
        </View>
      ))}
      {session && (
        <LoadMore
          more={list.more}
          count={list.items.length}
          onMore={list.next}
          empty={<Empty icon="phone" title={copy.none} />}
        />
      )}
      <NavHome words={common.toHome} />
      <Popup open={asking !== undefined} title={asking ? copy.ask(nameOf(asking)) : ''} onClose={close}>
        <View className="session__ask">{copy.askNote}</View>
        {trouble !== undefined && <Notice id="end-trouble" kind="bad" title={troubleWords(trouble)} />}
        <View className="session__bar">
          <Button id="keep" kind="soft" onPress={close}>
            {copy.keep}
          </Button>
          <Button id="confirm-end" kind="danger" block busy={ending} onPress={end}>
            {ending ? copy.ending : copy.end}
          </Button>
        </View>
      </Popup>
    </Page>
  )
}
