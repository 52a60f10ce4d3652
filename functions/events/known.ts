import { Problem } from '../../shared/problem.ts'
import { perTable, Recent } from '../kernel/recent.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import type { Event } from './schemas.ts'

/** A member whom a merchant knows, and of which promotion their first fact there was: none where it was a visit of nobody's. */
interface KnownItem extends Item {
  promotionId: string
}

const knownKey = (memberId: string, merchantId: string): Key => ({ pk: `KNOWN#${memberId}`, sk: merchantId })
/** Who is known once stays so. */
const seen = perTable(() => new Recent<string>(20_000))
const forever = 365 * 86_400

/** Thrown by the commit of the mark where another fact of the member came first: ask again. */
export const knownMoved = new Problem('table.busy')

const first: Event['kind'][] = ['claimed', 'taken', 'ordered', 'paid', 'redeemed', 'visited']

/** Whether the member is new to the merchant with this promotion, and the write that marks who was not known before. */
export async function newness(
  table: Table,
  { kind, memberId, merchantId, promotionId = '' }: Pick<Event, 'kind' | 'memberId' | 'merchantId' | 'promotionId'>,
  now: Date,
): Promise<{ isNew?: boolean; mark: Write[] }> {
  if (memberId === undefined || !first.includes(kind)) return { mark: [] }
  const key = knownKey(memberId, merchantId)
  const load = async () => ((await table.get(key)) as KnownItem | undefined)?.promotionId
  const knownBy = await seen(table).or(`${memberId}#${merchantId}`, now, forever, load)
  const isNew = promotionId !== '' && (knownBy ?? promotionId) === promotionId
  const put: KnownItem = { ...key, promotionId }
  return { isNew, mark: knownBy === undefined ? [{ put, when: 'absent', orElse: () => knownMoved }] : [] }
}
