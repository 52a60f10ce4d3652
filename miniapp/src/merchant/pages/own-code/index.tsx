import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Cell, CellGroup } from '../../../components/cell'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Qr } from '../../../components/qr'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useFresh } from '../../../hooks/use-fresh'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { StoreBar } from '../../stores/store-bar'
import { useStores } from '../../stores/use-stores'
import { copy } from './copy'
import { type Choice, choicesAt, type OwnCode, ownCode } from './own'
import './index.scss'

/** A clerk's own code, held out to a guest, and what came by it. */
export default function OwnCodePage() {
  const { session, signIn } = useSignedIn()
  const { stores, store, choose } = useStores(session ? session.token : undefined)
  const [chosen, setChosen] = useState<Choice>()
  const { remote } = stores
  if (session === null)
    return (
      <Page title={copy.title}>
        <SignedOut icon="scan" title={copy.guest} to="/merchant/pages/own-code/index" signIn={signIn} />
      </Page>
    )
  const another = (storeId: string) => {
    setChosen(undefined)
    choose(storeId)
  }
  return (
    <Page title={copy.title}>
      {(session === undefined || remote.is === 'loading') && <Skeleton shape="hero" count={1} />}
      {session && remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={stores.reload} />}
      {remote.is === 'ready' && remote.value.length === 0 && <Empty icon="store" title={copy.noStore} />}
      {remote.is === 'ready' && remote.value.length > 0 && <StoreBar stores={remote.value} store={store} onChoose={another} />}
      {store && !chosen && <Choices key={store.storeId} storeId={store.storeId} onChoose={setChosen} />}
      {chosen && <Code key={chosen.id} choice={chosen} onOther={() => setChosen(undefined)} />}
      <NavHome words={common.toHome} />
    </Page>
  )
}

function Choices({ storeId, onChoose }: { storeId: string; onChoose(choice: Choice): void }) {
  const { remote, reload } = useRemote(() => choicesAt(storeId), storeId)
  if (remote.is === 'loading') return <Skeleton shape="line" count={3} />
  if (remote.is === 'failed') return <Failed trouble={remote.trouble} onRetry={reload} />
  if (remote.value.length === 0) return <Empty icon="flag" title={copy.noOffers} note={copy.noOffersNote} />
  return (
    <CellGroup title={copy.choose}>
      {remote.value.map((choice) => (
        <Cell
          key={choice.id}
          id={`own-${choice.id}`}
          icon="flag"
          title={choice.title}
          note={choice.kind === 'deal' ? copy.deal : copy.batch}
          onPress={() => onChoose(choice)}
        />
      ))}
    </CellGroup>
  )
}

function Code({ choice, onOther }: { choice: Choice; onOther(): void }) {
  const { remote, reload } = useRemote(() => ownCode(choice), choice.id)
  useFresh(reload)
  if (remote.is === 'loading') return <Skeleton shape="hero" count={1} />
  if (remote.is === 'failed') return <Failed trouble={remote.trouble} onRetry={reload} />
  return (
    <>
      <View className="own">
        <View className="own__title" ariaRole="heading">
          {choice.title}
        </View>
        <Text className="own__how">{copy.how}</Text>
        <Qr text={remote.value.link} label={copy.label} />
      </View>
      {remote.value.figures && <Results figures={remote.value.figures} isDeal={choice.kind === 'deal'} />}
      <Button id="other-offer" kind="plain" block onPress={onOther}>
        {copy.other}
      </Button>
    </>
  )
}

function Results({ figures, isDeal }: { figures: NonNullable<OwnCode['figures']>; isDeal: boolean }) {
  const { opened, claimed, paid, redeemed } = figures
  const second = isDeal ? (['paid', paid] as const) : (['claimed', claimed] as const)
  const shown = [['opened', opened] as const, second, ['redeemed', redeemed] as const]
  return (
    <View className="own__results">
      <View className="own__heading" ariaRole="heading">
        {copy.results}
      </View>
      <View className="own__figures">
        {shown.map(([name, count]) => (
          <View key={name} className="own__figure">
            <Text id={`own-${name}`} className="own__count">
              {count}
            </Text>
            <Text className="own__name">{copy[name]}</Text>
          </View>
        ))}
      </View>
      <Text className="own__note">{copy.note}</Text>
    </View>
  )
}
