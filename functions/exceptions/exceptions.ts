import { type Exception, type ExceptionAction, type ExceptionKind, exceptionActions } from '../../shared/exceptions.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { reasonInWords } from '../../shared/undo.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { wordsOf } from '../redemptions/redemptions.ts'
import { findStore } from '../stores/stores.ts'
import { type ExceptionItem, exceptionKey, listOf, saveResolution } from './items.ts'
import { type Act, resolveMoney, shownMoney } from './money.ts'
import { shownStory } from './offline.ts'
import { maySee, type Tally } from './rules.ts'
import { isMoney, type MoneyException } from './stories.ts'

export type { Act } from './money.ts'
export { type Conflict, tellConflict } from './offline.ts'
export { isMoney, type MoneyException, tellMoney } from './stories.ts'
export { tallyMoved, tallyUndo } from './tally.ts'

const races = 5

/** Latest first; the index may lag behind by a moment. */
export async function listExceptions(
  table: Table,
  staff: Staff,
  question: { kind?: ExceptionKind | undefined; state?: 'open' | 'resolved' | undefined; limit?: number; cursor?: string },
  language: Language,
  now: Date,
): Promise<{ items: Exception[]; nextCursor?: string }> {
  const { kind, state = 'open', limit = 20 } = question
  const pk = listOf(state, staff.roles.includes('operator') ? undefined : staff.merchantId)
  let { cursor } = question
  const isOperator = staff.roles.includes('operator')
  let seen: (Tally | MoneyException)[]
  // A page with none of the wanted ones is no answer to a person: the first that has some is.
  do {
    const page = await table.query({ index: 'list', pk, backward: true, limit, cursor })
    const found = (await table.getMany(page.items.map(({ exceptionId }) => exceptionKey(String(exceptionId))))) as (
      | ExceptionItem
      | MoneyException
    )[]
    const wanted = found.filter((one) => one.state === state && (kind === undefined || one.kind === kind))
    seen = wanted.filter((one) => (isMoney(one) ? isOperator : maySee(staff, one)))
    cursor = page.cursor
  } while (seen.length === 0 && cursor !== undefined)
  const [tallies, money] = await Promise.all([
    shown(
      table,
      seen.filter((one): one is Tally => !isMoney(one)),
      language,
      now,
    ),
    shownMoney(table, seen.filter(isMoney), language, now),
  ])
  const items = [...tallies, ...money].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return { items, nextCursor: cursor }
}

/** Says what it was, once: an undo that is counted meanwhile opens it again, and is not covered by what was said before. */
export async function resolveException(
  table: Table,
  staff: Staff,
  asked: { exceptionId: string; action: ExceptionAction; note?: string | undefined },
  act: Act,
  language: Language,
  now: Date,
): Promise<Exception> {
  const { exceptionId, action, note } = asked
  const gone = new Problem('exception.not_found')
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    const found = (await table.get(exceptionKey(exceptionId))) as ExceptionItem | MoneyException | undefined
    if (found && isMoney(found)) {
      if (!staff.roles.includes('operator')) throw gone
      const resolved = await resolveMoney(table, staff, found, { action, note }, act, now)
      return (await shownMoney(table, [resolved], language, now))[0] as Exception
    }
    if (!found || found.state === 'watched' || !maySee(staff, found)) throw gone
    const allowed: readonly ExceptionAction[] = exceptionActions[found.kind]
    if (!allowed.includes(action)) throw new Problem('input.invalid', { field: 'action' })
    if (found.byIds.includes(staff.memberId)) throw new Problem('role.forbidden', { details: { own: true } })
    const refused = (there: Tally) => {
      if (there.state !== 'resolved') return moved
      const last = there.resolutions.at(-1)
      if (last?.byId === staff.memberId && last.action === action && last.note === note) return 'mine'
      return new Problem('exception.resolved', { details: { by: last?.by, at: last && instantIn(there.zone, last.at) } })
    }
    const done = found.state === 'resolved' && refused(found)
    if (done && done !== 'mine') throw done
    const said = { action, by: staff.name, byId: staff.memberId, at: now.toISOString(), ...(note !== undefined && { note }) }
    const next: Tally = {
      ...found,
      state: 'resolved',
      version: found.version + 1,
      resolutions: [...found.resolutions, said],
    }
    if (done === 'mine') return one(table, found, language, now)
    try {
      const [mine] = await table.commit(...saveResolution(next, found, refused, gone))
      return one(table, (mine as Tally | undefined) ?? next, language, now)
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

async function one(table: Table, tally: Tally, language: Language, now: Date): Promise<Exception> {
  return (await shown(table, [tally], language, now))[0] as Exception
}

async function shown(table: Table, tallies: Tally[], language: Language, now: Date): Promise<Exception[]> {
  const memberIds = tallies.flatMap(({ undos, about }) => [
    ...undos.map(({ memberId }) => memberId),
    ...(about.kind === 'offline' && about.memberId ? [about.memberId] : []),
  ])
  const members = await inHundreds(table, [...new Set(memberIds)], language)
  return Promise.all(tallies.map((tally) => shownTally(table, tally, members, language, now)))
}

async function inHundreds(table: Table, memberIds: string[], language: Language): Promise<Map<string, string>> {
  const all = new Map<string, string>()
  for (let from = 0; from < memberIds.length; from += 100)
    for (const [memberId, name] of await maskedMembers(table, memberIds.slice(from, from + 100), language))
      all.set(memberId, name)
  return all
}

async function shownTally(
  table: Table,
  tally: Tally,
  members: Map<string, string>,
  language: Language,
  now: Date,
): Promise<Exception> {
  const { exceptionId, kind, state, about, merchantName, zone, count, at } = tally
  const local = (instant: string) => instantIn(zone, instant)
  const undos = await Promise.all(
    tally.undos.map(async ({ redemptionId, memberId, storeId, reason, discountFen, by, ...undo }) => ({
      ...{ redemptionId, by, discountFen, at: local(undo.at) },
      title: (await wordsOf(table, undo, now)).title,
      member: members.get(memberId) ?? '',
      storeName: (await findStore(table, storeId, now))?.name ?? '',
      reason: reasonInWords(reason, language),
    })),
  )
  const { title = '', member = '' } = undos[0] ?? {}
  async function shownAbout(): Promise<Exception['about']> {
    if (about.kind === 'offline') return shownStory(table, about, zone, members, language, now)
    return about.kind === 'coupon' ? { kind: 'coupon', title, member } : about
  }
  return {
    ...{ exceptionId, kind, merchantName, count, undos },
    state: state === 'resolved' ? 'resolved' : 'open',
    about: await shownAbout(),
    at: local(at),
    actions: [...exceptionActions[kind]],
    resolutions: tally.resolutions.map(({ action, by, note, ...said }) => ({ action, by, note, at: local(said.at) })),
  }
}
