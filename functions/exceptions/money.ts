import { type Exception, type ExceptionAction, exceptionActions } from '../../shared/exceptions.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { findTerms } from '../deals/deals.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { findOrder, type OrderItem } from '../orders/orders.ts'
import { exceptionKey, listOf } from './items.ts'
import type { Said } from './rules.ts'
import type { MoneyException } from './stories.ts'

/** Where operators read; what is of a store is told in its own zone elsewhere. */
const zone = 'Asia/Shanghai'

/** Does what an action means. `settled`: nothing is left to do. It may be called again for the same exception. */
export type Act = (exception: MoneyException, action: ExceptionAction, now: Date) => Promise<'settled' | 'open'>

/**
 * Does what the operator chose and writes down who did it; done first, since doing it again is harmless and not doing it is not. Refuses with
 * input.invalid, exception.resolved, and with what the action refuses with.
 */
export async function resolveMoney(
  table: Table,
  staff: Staff,
  found: MoneyException,
  asked: { action: ExceptionAction; note?: string | undefined },
  act: Act,
  now: Date,
): Promise<MoneyException> {
  const { action, note } = asked
  const allowed: readonly ExceptionAction[] = exceptionActions[found.kind]
  if (!allowed.includes(action)) throw new Problem('input.invalid', { field: 'action' })
  if (found.state === 'resolved') return saidAlready(found, staff, action, note)
  const outcome = await act(found, action, now)
  const said: Said = {
    action,
    by: staff.name,
    byId: staff.memberId,
    at: now.toISOString(),
    ...(note !== undefined && { note }),
  }
  const state = outcome === 'settled' ? 'resolved' : 'open'
  const next: MoneyException = { ...found, state, version: found.version + 1, resolutions: [...found.resolutions, said] }
  let there: MoneyException | undefined
  await table.commit(
    saveSaid(next, found, (old) => {
      there = old
      if (old?.state === 'resolved') saidAlready(old, staff, action, note)
      return old?.state === 'resolved' ? 'mine' : new Problem('table.busy')
    }),
  )
  return there ?? next
}

/** A repeat of one's own is answered like the first time; somebody else was faster. */
function saidAlready(found: MoneyException, staff: Staff, action: ExceptionAction, note: string | undefined): MoneyException {
  const last = found.resolutions.at(-1)
  if (last?.byId === staff.memberId && last.action === action && last.note === note) return found
  throw new Problem('exception.resolved', { details: { by: last?.by, at: last && instantIn(zone, last.at) } })
}

function saveSaid(
  next: MoneyException,
  seen: MoneyException,
  orElse: (old: MoneyException | undefined) => Problem | 'mine',
): Write {
  const { state, version, resolutions, at, exceptionId } = next
  return {
    change: exceptionKey(exceptionId),
    set: { state, version, resolutions, list: listOf(state), listAt: `${at}#${exceptionId}` },
    when: { field: 'version', is: seen.version },
    orElse: (old) => orElse(old as MoneyException | undefined),
  }
}

/** Each with what its order tells. */
export async function shownMoney(table: Table, found: MoneyException[], language: Language, now: Date): Promise<Exception[]> {
  const orders = await Promise.all(found.map(({ story }) => (story.orderId ? findOrder(table, story.orderId) : undefined)))
  const memberIds = orders.flatMap((order) => (order ? [order.memberId] : []))
  const members = memberIds.length > 0 ? await maskedMembers(table, memberIds, language) : new Map<string, string>()
  return Promise.all(found.map((one, nth) => shown(table, one, orders[nth], members, now)))
}

async function shown(
  table: Table,
  exception: MoneyException,
  order: OrderItem | undefined,
  members: Map<string, string>,
  now: Date,
): Promise<Exception> {
  const { exceptionId, kind, state, at, resolutions } = exception
  const { by: _by, channel: _channel, gone: _gone, ...story } = exception.story
  const terms = order && (await findTerms(table, order.dealId, order.version, now))
  return {
    ...{ exceptionId, kind, state, count: 1, undos: [] },
    merchantName: terms?.merchantName ?? '',
    about: { kind: 'money', ...story, title: terms?.form.title, member: order && members.get(order.memberId) },
    at: instantIn(zone, at),
    actions: [...exceptionActions[kind]],
    resolutions: resolutions.map(({ action, by, note, ...said }) => ({ action, by, note, at: instantIn(zone, said.at) })),
  }
}
