import Taro, { useRouter } from '@tarojs/taro'
import { useRef } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { pathOf } from '../../../../../shared/target-paths.ts'
import { call } from '../../../api/call'
import { keep } from '../../../api/came'
import { newKey } from '../../../api/key'
import { Cell, CellGroup } from '../../../components/cell'
import { Empty } from '../../../components/empty'
import { LinkedPage } from '../../../components/linked-page'
import { Notice } from '../../../components/notice'
import { useRemote } from '../../../hooks/use-remote'
import { parameterOf } from '../../../words/scanned'
import { copy } from './copy'
import { pageOf } from './leading'

type Arrival = OutputOf<'openTouchpoint'>

/** Where a code on paper arrives: goes on to what it is for, and keeps how the guest came until something follows from it. */
export default function ScanPage() {
  const scene = parameterOf(useRouter().params, 'scene')
  const key = useRef(newKey()).current
  const { remote, reload } = useRemote<Arrival>(() => openScene(scene ?? '', key), scene)
  const arrival = remote.is === 'ready' ? remote.value : undefined
  // What is on its way to its page shows nothing of its own.
  const led = arrival && leadingTo(arrival)
  const shown = led === undefined ? remote : ({ is: 'loading' } as const)
  return (
    <LinkedPage id={scene} remote={shown} reload={reload} title={undefined} words={copy}>
      {arrival && led === undefined && <Choice arrival={arrival} />}
    </LinkedPage>
  )
}

/** A draft's page is not there yet. */
const leadingTo = (arrival: Arrival) => (arrival.state === 'draft' ? undefined : pageOf(arrival))

async function openScene(scene: string, key: string): Promise<Arrival> {
  const arrival = await call('openTouchpoint', { scene: decodeURIComponent(scene) }, { key })
  const { trace, target, offers } = arrival
  keep(trace, [target.id, ...offers.map(({ id }) => id)])
  const page = leadingTo(arrival)
  if (page !== undefined) await Taro.redirectTo({ url: page })
  return arrival
}

const told: { [state: string]: string | undefined } = {
  not_started: copy.notStarted,
  over: copy.over,
  paused: copy.paused,
}

function Choice({ arrival: { state, offers } }: { arrival: Arrival }) {
  if (state === 'draft') return <Empty icon="clock" title={copy.draft} note={copy.draftNote} />
  if (offers.length === 0) return <Empty icon="list" title={copy.none} note={copy.noneNote} />
  const why = told[state]
  return (
    <>
      {why !== undefined && <Notice id="state" kind="calm" title={why} note={copy.still} />}
      <CellGroup title={copy.choose}>
        {offers.map((offer) => (
          <Cell
            key={offer.id}
            id={`offer-${offer.id}`}
            icon="flag"
            title={offer.title}
            note={offer.kind === 'deal' ? copy.deal : copy.batch}
            onPress={() => void Taro.redirectTo({ url: pathOf(offer) })}
          />
        ))}
      </CellGroup>
    </>
  )
}
