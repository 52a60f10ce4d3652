import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { ChoiceRow, Heading, TextRow } from '../../../marketing/form/field'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import { type Counted, type Draft, draftOf, type Fault, type Faults, limits, type Rules, rulesOf } from './draft'
import '../../../marketing/form/form.scss'

/** What a merchant asks of a check-in before it counts. */
export default function CheckInRulesPage() {
  const { session, signIn } = useSignedIn()
  const { remote, reload, put } = useRemote<Rules>(() => call('getCheckInRules', {}), session ? session.token : undefined)
  if (session && remote.is === 'ready')
    return <RulesForm key={remote.value.version} standing={remote.value} onSaved={put} reload={reload} />
  return (
    <Page title={copy.title} wide>
      {session === null ? (
        <SignedOut icon="check" title={copy.guest} note={copy.guestNote} to="/desk/pages/check-ins/index" signIn={signIn} />
      ) : remote.is === 'failed' ? (
        <Failed trouble={remote.trouble} onRetry={reload} />
      ) : (
        <Skeleton />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

interface Props {
  standing: Rules
  onSaved(rules: Rules): void
  reload(): Promise<unknown>
}

function RulesForm({ standing, onSaved, reload }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(standing))
  const [faults, setFaults] = useState<Faults>({})
  const [trouble, setTrouble] = useState<unknown>()
  const [save, saving] = useOnce(async () => {
    setTrouble(undefined)
    const read = rulesOf(draft)
    if ('faults' in read) return setFaults(read.faults)
    try {
      onSaved(await call('setCheckInRules', { ...read.rules, version: standing.version }))
      void Taro.showToast({ title: copy.saved, icon: 'none' })
    } catch (why) {
      if (why instanceof Refusal && why.code === 'version.stale') {
        await reload()
        void Taro.showToast({ title: copy.stale, icon: 'none' })
      } else setTrouble(why)
    }
  })
  const form = {
    draft,
    problems: Object.fromEntries(Object.entries(faults).map(([field, why]) => [field, faultWords(field as Counted, why)])) as {
      [field in keyof Draft]?: string
    },
    change: (part: Partial<Draft>) => {
      setDraft((known) => ({ ...known, ...part }))
      setFaults((known) => Object.fromEntries(Object.entries(known).filter(([field]) => !(field in part))))
    },
  }
  const counted = (field: Counted, note?: string) => (
    <TextRow form={form} field={field} label={copy[field]} type="number" most={6} note={note} />
  )
  return (
    <Page
      title={copy.title}
      wide
      bar={
        <View className="create__bar">
          <Button id="save" block busy={saving} onPress={save}>
            {saving ? copy.saving : copy.save}
          </Button>
        </View>
      }
    >
      <View className="create__part">
        <Text className="create__note">{copy.intro}</Text>
        <Heading words={copy.score} />
        {counted('allowFrom')}
        {counted('reviewFrom', copy.reviewFromNote)}
      </View>
      <View className="create__part">
        <Heading words={copy.place} />
        {counted('fenceMetres', copy.fenceMetresNote)}
        {counted('farMetres', copy.farMetresNote)}
        <ChoiceRow
          form={form}
          field="printedSign"
          label={copy.sign}
          options={[
            ['yes', copy.yes],
            ['no', copy.no],
          ]}
          chosen={draft.printedSign ? 'yes' : 'no'}
          onChoose={(key) => form.change({ printedSign: key === 'yes' })}
        />
      </View>
      <View className="create__part">
        <Heading words={copy.doubt} />
        {counted('speedKmh', copy.speedKmhNote)}
        {counted('accountsPerPhone', copy.accountsPerPhoneNote)}
      </View>
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      <NavHome words={common.toHome} />
    </Page>
  )
}

function faultWords(field: Counted, why: Fault): string {
  return why === 'range' ? copy.range(limits[field][0], limits[field][1]) : copy[why]
}
