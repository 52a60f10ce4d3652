import { Input, Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { copy } from './copy'
import { Path } from './path'
import { tracePath } from './paths'
import './index.scss'

const isSource = (id: string) => /^(tpt|shr)_/.test(id)

/** The way of anything, from the poster to the refund. */
export default function TracePage() {
  const { id = '' } = useRouter().params
  const { session, signIn } = useSignedIn()
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <SignedOut
          icon="flag"
          title={copy.guest}
          note={copy.guestNote}
          to={id === '' ? '/measure/pages/trace/index' : tracePath(id)}
          signIn={signIn}
        />
      </Page>
    )
  return (
    <Page title={copy.title} wide>
      <View className="trace__head" ariaRole="heading">
        {copy.title}
      </View>
      <Text className="trace__note">{copy.note}</Text>
      <Ask id={id} />
      {session === undefined && <Skeleton shape="line" count={4} />}
      {session && id !== '' && <Way key={id} id={id} token={session.token} />}
      <NavHome words={common.toHome} />
    </Page>
  )
}

const open = (id: string) => void Taro.redirectTo({ url: tracePath(id) })

/** Any number that is written somewhere. */
function Ask({ id }: { id: string }) {
  const [typed, setTyped] = useState(id)
  const look = () => {
    const wanted = typed.trim()
    if (!/^[a-z]{3}_[\w-]+$/.test(wanted)) return void Taro.showToast({ title: copy.empty, icon: 'none' })
    open(wanted)
  }
  return (
    <View className="trace__ask">
      <View className="trace__field">
        <Input
          id="trace-id"
          className="trace__input"
          value={typed}
          placeholder={copy.askHint}
          maxlength={90}
          ariaLabel={copy.ask}
          onInput={(event) => setTyped(event.detail.value)}
          onConfirm={look}
        />
      </View>
      <Button id="look" onPress={look}>
        {copy.look}
      </Button>
    </View>
  )
}

type Answer = OutputOf<'getTrace'>
/** A page of what followed, as a list that goes on. */
type Paged = Answer & { items: Answer['followed'] }

function Way({ id, token }: { id: string; token: string }) {
  const list = useList<Answer['followed'][number], Paged>(async (cursor) => {
    const answer = await call('getTrace', { id, cursor })
    return { ...answer, items: answer.followed }
  }, `${token} ${id}`)
  const { more, head: way } = list
  const trouble = more.is === 'failed' ? more.trouble : undefined
  if (trouble instanceof Refusal && trouble.status === 404)
    return <Empty icon="warn" title={copy.unknown} note={copy.unknownNote} />
  if (trouble !== undefined && !way) return <Failed trouble={trouble} onRetry={list.next} />
  if (!way) return <Skeleton shape="line" count={4} />
  return (
    <>
      {way.promotionName !== undefined && <Text className="trace__of">{copy.of(way.promotionName)}</Text>}
      {way.badTrace !== undefined && (
        <Notice id="bad-trace" kind="calm" title={way.badTrace === 'forged' ? copy.forged : copy.foreign} />
      )}
      <View className="trace__heading" ariaRole="heading">
        {copy.came}
      </View>
      {way.came.length === 0 && <Text className="trace__none">{copy.unknownOrigin}</Text>}
      <Path steps={way.came} onStep={open} />
      <View className="trace__heading" ariaRole="heading">
        {isSource(id) ? copy.followedSource : copy.followed}
      </View>
      <Path steps={list.items} onStep={open} />
      <LoadMore
        more={more}
        count={list.items.length}
        onMore={list.next}
        empty={<Text className="trace__none">{copy.nobody}</Text>}
      />
    </>
  )
}
