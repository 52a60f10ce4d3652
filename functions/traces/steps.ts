import type { Language } from '../../shared/problems.ts'
import { type TraceKind, type TraceStep, traceKinds } from '../../shared/traces.ts'
import { reasonInWords } from '../../shared/undo.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { findStore } from '../stores/stores.ts'

/** A step before it is told: of its member and its store the ids. */
export interface Step {
  kind: TraceKind
  at: string
  id?: string | undefined
  memberId?: string | undefined
  /** Somebody of the staff. */
  by?: string | undefined
  storeId?: string | undefined
  fen?: number | undefined
  discountFen?: number | undefined
  words?: string | undefined
  reason?: string | undefined
  depth?: number | undefined
}

/** By time; of what happened in one millisecond, in the order of the kinds. What lies ahead is left out. */
export function inOrder(steps: Step[], now: Date): Step[] {
  const order = (kind: TraceKind) => traceKinds.indexOf(kind)
  const past = steps.filter(({ at }) => at <= now.toISOString())
  return past.toSorted((a, b) => (a.at === b.at ? order(a.kind) - order(b.kind) : a.at < b.at ? -1 : 1))
}

/** As a marketer reads them: guests masked, in one read. `hereId` is what was asked for. */
export async function told(
  table: Table,
  steps: Step[],
  hereId: string,
  zone: string,
  language: Language,
  now: Date,
): Promise<TraceStep[]> {
  const memberIds = [...new Set(steps.flatMap(({ memberId }) => (memberId ? [memberId] : [])))]
  const names = new Map<string, string>()
  for (let at = 0; at < memberIds.length; at += 100)
    for (const [memberId, name] of await maskedMembers(table, memberIds.slice(at, at + 100), language))
      names.set(memberId, name)
  return Promise.all(
    steps.map(async ({ kind, at, id, memberId, by, storeId, fen, discountFen, words, reason, depth }) => ({
      ...{ kind, at: instantIn(zone, at), id, fen, discountFen, depth },
      who: by ?? (memberId === undefined ? undefined : (names.get(memberId) ?? gone[language])),
      storeName: storeId === undefined ? undefined : (await findStore(table, storeId, now))?.name,
      words: words ?? (reason && reasonInWords(reason, language)),
      ...(id === hereId && { isHere: true as const }),
    })),
  )
}

/** Of a member who erased everything a share keeps nobody. */
const gone = { zh: '已注销会员', en: 'Erased member' }
