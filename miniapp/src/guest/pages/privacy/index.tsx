import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { privacyVersion } from '../../../../../shared/privacy-text.ts'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Cell, CellGroup } from '../../../components/cell'
import { Empty, Failed } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { openAgreement } from '../../../platform/privacy-gate'
import { common } from '../../../words/everywhere'
import { momentWords } from '../../../words/time'
import { Switch } from '../../components/switch'
import { byFile } from '../../platform/hand-over'
import { copy } from './copy'
import { EraseSheet } from './erase-sheet'
import { type PrivacyHandle, usePrivacy } from './use-privacy'
import './index.scss'

const kept = [
  { what: copy.account, why: copy.accountWhy },
  { what: copy.coupons, why: copy.couponsWhy },
  { what: copy.way, why: copy.wayWhy },
  { what: copy.visits, why: copy.visitsWhy },
  { what: copy.told, why: copy.toldWhy },
  { what: copy.place, why: copy.placeWhy },
  { what: copy.phone, why: copy.phoneWhy },
  { what: copy.others, why: copy.othersWhy },
]

export default function PrivacyPage() {
  const { session, signIn, refresh } = useSignedIn()
  const [erased, setErased] = useState(false)
  const privacy = usePrivacy(session && !erased ? session.token : undefined)
  const [login, loggingIn] = useOnce(signIn)
  if (erased)
    return (
      <Page title={copy.title}>
        <Empty
          icon="check"
          title={copy.erased}
          note={copy.erasedNote}
          action={{ id: 'erased-home', words: common.toHome, onPress: () => void Taro.switchTab({ url: '/pages/home/index' }) }}
        />
      </Page>
    )
  const onErased = () => {
    setErased(true)
    refresh()
  }
  return (
    <Page title={copy.title}>
      <CellGroup title={copy.kept}>
        {kept.map(({ what, why }) => (
          <Cell key={what} title={what} note={why} />
        ))}
        {openAgreement && <Cell id="agreement" title={copy.agreement} onPress={openAgreement} />}
      </CellGroup>
      <View className="privacy__version">{copy.version(privacyVersion)}</View>
      {session === undefined && <Skeleton count={1} />}
      {session === null && (
        <View className="privacy__login">
          <Text className="privacy__note">{copy.signInNote}</Text>
          <Button id="sign-in" block busy={loggingIn} onPress={login}>
            {common.signIn}
          </Button>
        </View>
      )}
      {session && <Mine privacy={privacy} onErased={onErased} />}
    </Page>
  )
}

function Mine({ privacy, onErased }: { privacy: PrivacyHandle; onErased(): void }) {
  const { list, takeAway, takingAway } = privacy
  const [erasing, setErasing] = useState(false)
  if (!list.head) {
    if (list.more.is === 'failed') return <Failed trouble={list.more.trouble} onRetry={list.next} />
    return <Skeleton count={2} />
  }
  return (
    <>
      <Choices privacy={privacy} />
      <CellGroup title={copy.history}>
        {list.items.map((fact) => (
          <Cell
            key={`${fact.at}${fact.purpose}${fact.given}`}
            title={(fact.given ? copy.gave : copy.took)(copy[fact.purpose])}
            note={copy.under(whenWords(fact.at), fact.textVersion)}
          />
        ))}
        <LoadMore
          more={list.more}
          count={list.items.length}
          onMore={list.next}
          empty={<Cell id="no-history" title={copy.historyEmpty} />}
        />
      </CellGroup>
      <CellGroup title={copy.data}>
        <Cell
          id="export"
          icon="list"
          title={byFile ? copy.exportFile : copy.exportCopy}
          note={copy.exportNote}
          value={takingAway ? common.loading : undefined}
          onPress={takeAway}
        />
        <Cell id="erase" icon="warn" title={copy.erase} note={copy.eraseNote} onPress={() => setErasing(true)} />
      </CellGroup>
      <EraseSheet open={erasing} onClose={() => setErasing(false)} onErased={onErased} />
    </>
  )
}

function Choices({ privacy: { list, change, changing } }: { privacy: PrivacyHandle }) {
  const notes = {
    service: copy.serviceNote,
    marketing: copy.marketingNote,
    location: copy.locationNote,
    profile: copy.profileNote,
    device: copy.deviceNote,
  }
  return (
    <>
      <CellGroup title={copy.consents}>
        {list.head?.purposes.map(({ purpose, given }) => (
          <Switch
            key={purpose}
            id={`consent-${purpose}`}
            title={copy[purpose]}
            note={notes[purpose]}
            on={given}
            state={given ? copy.on : copy.off}
            busy={changing}
            onPress={() => change(purpose, !given)}
          />
        ))}
      </CellGroup>
      <View className="privacy__version">{copy.consentsNote}</View>
    </>
  )
}

/** On the clock of whoever reads: it was their own doing. */
function whenWords(at: string): string {
  const east = -new Date(at).getTimezoneOffset()
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  const wall = new Date(Date.parse(at) + east * 60_000).toISOString().slice(0, 19)
  return momentWords(`${wall}${east < 0 ? '-' : '+'}${two(east / 60)}:${two(east % 60)}`, serverNow(), language)
}
