import { call } from './call'
import { cameBy, isOpened, keep } from './came'
import { newKey } from './key'
import { readSession } from './session'

const kinds = { bat: 'batch', dea: 'deal', grp: 'group', sto: 'store' } as const

/** What a page shows, by the id in its address; gifts, invitations and the rest are none of it. */
function targetIn(path: string) {
  const id = /Id=(\w+)/.exec(path)?.[1]
  const kind = kinds[id?.slice(0, 3) as keyof typeof kinds]
  return id && kind ? { kind, id } : undefined
}

/** Somebody came by a card: kept at once, since a claim may be quicker, and then under its opening's own trace. */
export async function openCard(card: string, id: string): Promise<void> {
  if (isOpened(card)) return
  keep(card, [id], card)
  try {
    const opened = await call('recordOpen', { trace: card, target: targetIn(`Id=${id}`) }, { key: newKey() })
    keep(opened.trace, [id, ...opened.offers.map((offer) => offer.id)], card)
  } catch {
    // It was not counted, and what follows still says where it came from.
  }
}

/** The path of the caller's own card. Whoever is not logged in passes on the way they came. */
export async function cardPath(path: string): Promise<string> {
  const target = targetIn(path)
  if (!target) return path
  const trace = cameBy([target.id])
  const passedOn = trace ? `${path}&trace=${trace}` : path
  if (!readSession()) return passedOn
  return call('createShare', { target, trace }).then(
    (card) => card.path,
    () => passedOn,
  )
}

/** What WeChat sends: it waits three seconds for the promise, and else sends the plain card. */
export function cardOf<T extends { path: string }>(card: T) {
  return { ...card, promise: cardPath(card.path).then((path) => ({ ...card, path })) }
}
