import { pathOf } from '../../../../../shared/target-paths.ts'

export interface Led {
  target: { kind: string; id: string }
  offers: { kind: string; id: string; title: string }[]
}

type Known = 'batch' | 'deal' | 'store'
const isKnown = (kind: string): kind is Known => kind === 'batch' || kind === 'deal' || kind === 'store'

/** The page that a code leads to; undefined where there is something to choose, or nothing to show. Pure. */
export function pageOf({ target, offers }: Led): string | undefined {
  if (isKnown(target.kind)) return pathOf({ kind: target.kind, id: target.id })
  const [only, another] = offers
  return only && !another && isKnown(only.kind) ? pathOf({ kind: only.kind, id: only.id }) : undefined
}
