import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { Empty } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useFresh } from '../../../hooks/use-fresh'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { useVisible } from '../../../hooks/use-visible'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import type { Report } from './charts'
import { copy } from './copy'
import { Head } from './head'
import { type Days, daysOf, type Range } from './range'
import { Sections } from './sections'
import './index.scss'

/** What a promotion brought and what it cost, live. */
export default function ReportPage() {
  const { promotionId = '' } = useRouter().params
  const { session, signIn } = useSignedIn()
  const [by, setBy] = useState<Report['by']>('touchpoint')
  const [{ range, picked }, setRange] = useState<{ range: Range; picked?: Days }>({ range: 'all' })
  const [other, setOther] = useState('')
  const [stale, setStale] = useState<unknown>()
  const visible = useVisible()
  /** The day at the stores, as the last answer said. */
  const [today, setToday] = useState<string>()
  const days = daysOf(range, today ?? new Date().toISOString().slice(0, 10), picked)
  const asked = { promotionId, by, ...days, ...(other && { compareWithId: other }) }
  const load = async () => {
    const report = await call('getReport', asked)
    setToday(report.at.slice(0, 10))
    return report
  }
  const key = session && promotionId ? `${session.token} ${JSON.stringify([promotionId, other])}` : undefined
  const { remote, reload } = useRemote(load, key)
  const refresh = async () => {
    const trouble = await reload()
    setStale(trouble)
    return trouble
  }
  useFresh(refresh)
  // Another breakdown and other days keep what is on the screen until their own is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the choice asks again
  useEffect(() => {
    if (remote.is === 'ready') void refresh()
  }, [by, range, picked])
  useEffect(() => {
    if (!visible || key === undefined) return
    const timer = setInterval(() => void reload().then(setStale), 5_000)
    return () => clearInterval(timer)
  }, [visible, key, reload])

  if (session === null)
    return (
      <Page title={copy.title} wide>
        <SignedOut
          icon="flag"
          title={copy.guest}
          note={copy.guestNote}
          to={`/measure/pages/report/index?promotionId=${promotionId}`}
          signIn={signIn}
        />
      </Page>
    )
  return (
    <Page title={copy.title} wide>
      {promotionId === '' && <Empty icon="flag" title={copy.none} note={copy.noneNote} />}
      {promotionId !== '' && remote.is === 'loading' && <Skeleton />}
      {remote.is === 'failed' && (
        <Empty
          icon="warn"
          title={troubleWords(remote.trouble)}
          note=""
          action={{ id: 'again', words: common.retry, onPress: () => void refresh() }}
        />
      )}
      {remote.is === 'ready' && (
        <View className="report">
          <Head report={remote.value} asked={asked} range={range} onRange={(range, picked) => setRange({ range, picked })} />
          {stale !== undefined && (
            <Text id="stale" className="report__stale">
              {stale instanceof Refusal ? troubleWords(stale) : copy.stale}
            </Text>
          )}
          <Sections report={remote.value} by={by} onBy={setBy} other={other} onOther={setOther} />
        </View>
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}
