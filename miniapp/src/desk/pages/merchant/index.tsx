import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Cell, CellGroup } from '../../../components/cell'
import { Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { Heading, TextRow } from '../../../marketing/form/field'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import { type Draft, draftOf, type Faults, type Merchant, settingsOf } from './draft'
import '../../../marketing/form/form.scss'

const checkIns = () => void Taro.navigateTo({ url: '/desk/pages/check-ins/index' })

export default function MerchantPage() {
  const { session, signIn } = useSignedIn()
  const { remote, reload, put } = useRemote<Merchant>(() => call('getMerchant', {}), session ? session.token : undefined)
  if (session && remote.is === 'ready')
    return <Settings key={remote.value.version} merchant={remote.value} onSaved={put} reload={reload} />
  return (
    <Page title={copy.title} wide>
      {session === null ? (
        <SignedOut icon="store" title={copy.guest} note={copy.guestNote} to="/desk/pages/merchant/index" signIn={signIn} />
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
  merchant: Merchant
  onSaved(merchant: Merchant): void
  reload(): Promise<unknown>
}

function Settings({ merchant, onSaved, reload }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(merchant))
  const [faults, setFaults] = useState<Faults>({})
  const [trouble, setTrouble] = useState<unknown>()
  const [save, saving] = useOnce(async () => {
    setTrouble(undefined)
    const read = settingsOf(draft)
    if ('faults' in read) return setFaults(read.faults)
    try {
      onSaved(await call('updateMerchant', { ...read.settings, version: merchant.version }))
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
    problems: Object.fromEntries(Object.entries(faults).map(([field, why]) => [field, copy[why]])) as {
      [K in keyof Draft]?: string
    },
    change: (part: Partial<Draft>) => {
      setDraft((known) => ({ ...known, ...part }))
      setFaults((known) => Object.fromEntries(Object.entries(known).filter(([field]) => !(field in part))))
    },
  }
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
        <TextRow form={form} field="name" label={copy.name} most={30} note={copy.nameNote} />
        <Text className="create__note">{copy.zone(merchant.zone)}</Text>
      </View>
      <View className="create__part">
        <Heading words={copy.money} />
        <TextRow form={form} field="floor" label={copy.floor} type="number" hint={copy.floorHint} note={copy.floorNote} />
        <TextRow
          form={form}
          field="commission"
          label={copy.commission}
          type="digit"
          hint={copy.commissionHint}
          note={copy.commissionNote}
        />
      </View>
      <CellGroup>
        <Cell id="to-check-ins" icon="check" title={copy.checkIns} note={copy.checkInsNote} onPress={checkIns} />
      </CellGroup>
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      <NavHome words={common.toHome} />
    </Page>
  )
}
