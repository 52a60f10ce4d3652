import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { CoordinateSystem } from '../../../../../shared/imports.ts'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { Skeleton } from '../../../components/skeleton'
import { Tabs } from '../../../components/tabs'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { saveFile, savesFiles } from '../../file/file'
import { BadRows } from './bad-rows'
import { copy, fields } from './copy'
import { GoodRows } from './good-rows'
import { templateIn } from './template'
import { type Import, Unopened, useImport } from './use-import'
import './index.scss'

export default function ImportPage() {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const flow = useImport(session ? session.token : undefined)
  const { step } = flow
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <Empty
          icon="store"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  return (
    <Page title={copy.title} wide>
      <View className="import">
        {step.is === 'loading' ? (
          <Skeleton shape="line" count={4} />
        ) : step.is === 'reading' ? (
          <View id="reading">
            <Notice kind="calm" title={copy.reading(step.name)} />
            <Skeleton shape="line" count={4} />
          </View>
        ) : step.is === 'failed' ? (
          <Failed trouble={step.trouble} onRetry={flow.retry} />
        ) : step.is === 'choose' ? (
          <Choose flow={flow} trouble={step.trouble} />
        ) : (
          <Found flow={flow} found={step.found} name={step.name} trouble={step.trouble} />
        )}
      </View>
      <NavHome words={common.toHome} />
    </Page>
  )
}

type Flow = ReturnType<typeof useImport>

function Choose({ flow, trouble }: { flow: Flow; trouble: unknown }) {
  const [system, setSystem] = useState<CoordinateSystem>('GCJ-02')
  const systems: { key: CoordinateSystem; words: string }[] = [
    { key: 'GCJ-02', words: copy.gcj },
    { key: 'BD-09', words: copy.bd },
    { key: 'WGS-84', words: copy.wgs },
  ]
  return (
    <View>
      <View className="import__title" ariaRole="heading">
        {copy.lead}
      </View>
      <View className="import__note">{copy.leadNote}</View>
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={wordsFor(trouble)} note={noteFor(trouble)} />}
      <View className="import__card">
        <Text className="import__label">{copy.needs}</Text>
        <Text className="import__words">{copy.needsWords}</Text>
        <Text className="import__label">{copy.mays}</Text>
        <Text className="import__words">{copy.maysWords}</Text>
        <Text className="import__label">{copy.system}</Text>
        <Tabs tabs={systems} chosen={system} onChoose={(key: CoordinateSystem) => setSystem(key)} />
        <Text className="import__hint">{copy.systemNote}</Text>
      </View>
      <View className="import__bar">
        {savesFiles && (
          <Button id="template" kind="soft" onPress={() => saveFile(`${copy.title}.csv`, templateIn(language))}>
            {copy.template}
          </Button>
        )}
        <Button id="choose" block busy={flow.choosing} onPress={() => flow.choose(system)}>
          {copy.choose}
        </Button>
      </View>
      {!savesFiles && <View className="import__hint">{copy.chooseNote}</View>}
    </View>
  )
}

function Found({ flow, found, name, trouble }: { flow: Flow; found: Import; name: string; trouble: unknown }) {
  const { state, done, total } = found
  return (
    <View>
      <View className="import__title" ariaRole="heading">
        {state === 'done' ? copy.done : state === 'running' ? copy.running : name}
      </View>
      <View className="import__note">{state === 'ready' ? copy.rows(number(found.rows)) : name}</View>
      {state === 'ready' && (
        <View className="import__counts">
          <View id="good" className="count count--good">
            <Text className="count__number">{number(found.good)}</Text>
            <Text className="count__words">{copy.good}</Text>
          </View>
          <View id="bad-count" className={`count ${found.badRows > 0 ? 'count--bad' : ''}`}>
            <Text className="count__number">{number(found.badRows)}</Text>
            <Text className="count__words">{copy.bad}</Text>
          </View>
        </View>
      )}
      {state === 'running' && (
        <View id="progress" className="import__card">
          <Text className="import__share">{copy.progress(number(done), number(total))}</Text>
          <Progress share={total === 0 ? 1 : done / total} label={copy.progress(number(done), number(total))} />
          <Text className="import__hint">{copy.leave}</Text>
        </View>
      )}
      {state === 'done' && (
        <View id="done">
          <Notice
            kind="good"
            title={copy.made(number(found.made))}
            note={found.kept > 0 ? copy.kept(number(found.kept)) : undefined}
          />
        </View>
      )}
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={wordsFor(trouble)} note={noteFor(trouble)} />}
      {state === 'ready' && found.good === 0 && <Notice kind="bad" title={copy.allBad} />}
      <View className="import__bar">
        {state !== 'running' && (
          <Button id="another" kind="soft" disabled={flow.confirming} onPress={flow.another}>
            {state === 'done' ? copy.again : copy.other}
          </Button>
        )}
        {state === 'ready' && found.good > 0 && (
          <Button id="confirm" block busy={flow.confirming} onPress={flow.confirm}>
            {copy.confirm(number(found.good))}
          </Button>
        )}
        {state === 'running' && trouble !== undefined && (
          <Button id="go-on" block busy={flow.confirming} onPress={flow.confirm}>
            {copy.goOn}
          </Button>
        )}
        {state === 'done' && (
          <Button id="to-list" block onPress={() => void Taro.redirectTo({ url: '/marketing/pages/promotions/index' })}>
            {copy.toList}
          </Button>
        )}
      </View>
      <View className="import__both">
        {found.badRows > 0 && <BadRows found={found} onMore={flow.more} busy={flow.loadingMore} />}
        {state === 'ready' && found.good > 0 && <GoodRows found={found} />}
      </View>
    </View>
  )
}

/** 2,500 on every phone alike. */
const number = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

function wordsFor(trouble: unknown): string {
  if (trouble instanceof Unopened) return trouble.why === 'too large' ? copy.tooLarge : copy.unreadableHere
  return troubleWords(trouble)
}

/** What the server says beside its sentence: which columns are missing, where a quotation mark stands alone. */
function noteFor(trouble: unknown): string | undefined {
  if (!(trouble instanceof Refusal)) return undefined
  const { missing, found, line } = (trouble.details ?? {}) as { missing?: string[]; found?: string[]; line?: number }
  if (line !== undefined) return copy.atLine(String(line))
  if (!missing) return undefined
  const named = missing.map((field) => fields[field as keyof typeof fields] ?? field)
  return copy.missing(named.join('、'), (found ?? []).join('、'))
}
