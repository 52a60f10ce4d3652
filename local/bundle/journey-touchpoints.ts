import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request?: object) => Promise<{ [field: string]: unknown }>

/** A poster is made, changed and opened; somebody sends a card on, and it is opened. Answers the trace of who came by the card. */
export async function travelTouchpoints(
  call: Call,
  token: string,
  staffToken: string,
  promotionId: string,
  batchId: string,
): Promise<string> {
  const target = { kind: 'batch', id: batchId }
  const cost = { kind: 'fixed', fen: 5000 }
  const form = { promotionId, kind: 'poster', place: 'Gate B', cost, target }
  const { touchpointId, scene, link } = await call('createTouchpoint', { token: staffToken, key: 'poster', body: form })
  if (!String(link).endsWith(`/guest/pages/scan/index?scene=${scene}`)) throw new Error(`it leads to ${link}`)
  await call('updateTouchpoint', { token: staffToken, path: { touchpointId }, body: { place: 'Gate C', cost, version: 1 } })
  const { items } = (await call('listTouchpoints', { token: staffToken, path: { promotionId } })) as {
    items: { place: string }[]
  }
  if (items[0]?.place !== 'Gate C') throw new Error(`the list holds ${JSON.stringify(items)}`)
  for (const [format, begins] of [
    ['png', 'iVBORw0KGgo'],
    ['pdf', 'JVBERi0'],
  ] as const) {
    const query = { format, size: 'sticker' }
    const { bytes } = await call('getPoster', { token: staffToken, path: { touchpointId: String(touchpointId) }, query })
    if (!String(bytes).startsWith(begins)) throw new Error(`the ${format} begins ${String(bytes).slice(0, 20)}`)
  }
  const { trace } = await call('openTouchpoint', { body: { scene } })
  const card = await call('createShare', { token, body: { target, trace } })
  const opened = await call('recordOpen', { body: { trace: card.trace } })
  return String(opened.trace)
}

/** Once the feed has come by: the way of a redemption leads back to the poster, and the poster's on to who came by it. */
export async function mustBeTraced(call: Call, staffToken: string, redemptionId: string): Promise<void> {
  const way = async (id: string) =>
    (await call('getTrace', { token: staffToken, path: { id } })) as {
      [part in 'came' | 'followed']: { kind: string; id?: string }[]
    }
  const { came, followed } = await way(redemptionId)
  if (came[0]?.kind !== 'touchpoint' || !followed.some(({ id }) => id === redemptionId))
    throw new Error(`its way was ${JSON.stringify({ came, followed })}`)
  const poster = await way(String(came[0].id))
  if (!poster.followed.some(({ kind }) => kind === 'shared')) throw new Error(`the poster led to ${JSON.stringify(poster)}`)
}
