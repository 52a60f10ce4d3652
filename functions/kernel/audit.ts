import { ulid } from 'ulid'
import { type Contract, staffRolesOf } from '../../shared/contract.ts'
import { type RouteName, routes } from '../../shared/routes.ts'
import type { Staff } from './staff.ts'
import type { Item, Key, Table, Value, Write } from './table/table.ts'

/** What a member of staff did, once and for good. */
export interface AuditItem extends Item {
  auditId: string
  at: string
  /** Who, and in which role. */
  byId: string
  by: string
  role: string
  operation: string
  /** Ids of what was written. */
  on: string[]
  /** What changed, in short: fields that the contract names; nothing of guests. */
  told: { [field: string]: Value }
}

export const auditOf = (merchantId: string) => `AUDIT#${merchantId}`
/** In the index `list`: what one person did. */
export const auditBy = (merchantId: string, memberId: string) => `AUDIT#${merchantId}#${memberId}`

const mostWrites = 100
const mostOn = 20
const longestTold = 100

/** A line of the log; the same `id` at the same instant is the same line. */
export function auditLine(merchantId: string, line: Omit<AuditItem, 'pk' | 'sk' | 'auditId'>, id: string): AuditItem {
  const sk = `${line.at}#${id}`
  const listed = { list: auditBy(merchantId, String(line.byId)), listAt: sk }
  return { ...(line as AuditItem), pk: auditOf(merchantId), sk, auditId: `aud_${id}`, ...listed }
}

/** Whether an operation leaves its line so: staff's own, that change something no fact already bears (Contract.audit). */
export function isAudited(name: RouteName, contract: Contract): boolean {
  const { audit } = contract
  return staffRolesOf(contract).length > 0 && !routes[name].startsWith('GET ') && audit !== 'nothing' && audit !== 'fact'
}

/**
 * The table for one call of staff: what the call writes first takes its line of the audit log along, all or none. So nothing is
 * changed without a trace, a refused call leaves none, and a repeat ('mine': nothing is written) leaves no second one.
 */
export function audited(table: Table, name: string, contract: Contract, staff: Staff, input: object, now: Date): Table {
  const fields = Array.isArray(contract.audit) ? (contract.audit as readonly string[]) : []
  let traced = false

  function lineOf(writes: Write[]): Write {
    const { memberId: byId, name: by, merchantId, roles } = staff
    const told = Object.assign({}, toldOf(fields, input), ...writes.map((write) => toldOf(fields, fieldsOf(write))))
    const what = { operation: name, on: idsIn(writes, staff), told }
    const line = { at: now.toISOString(), byId, by, role: roles[0] ?? '', ...what }
    return { put: auditLine(merchantId, line, ulid(now.getTime())), when: 'always' }
  }

  async function withLine(writes: Write[]): Promise<(Item | undefined)[]> {
    if (writes.length === mostWrites) {
      // A full commit takes no line along: it is put right behind.
      const saved = await table.commit(...writes)
      traced = true
      await table.commit(lineOf(writes))
      return saved
    }
    const saved = await table.commit(...writes, lineOf(writes))
    traced = saved.pop() !== undefined
    const [only] = writes
    // What is changed among others is not told; alone it would have been.
    if (traced && only && writes.length === 1 && 'change' in only) return [await table.get(only.change)]
    return saved
  }

  /** Commits that a call makes at once wait for the first of them: it alone takes the line. */
  let turns: Promise<unknown> = Promise.resolve()
  function commit(...writes: Write[]): Promise<(Item | undefined)[]> {
    if (traced || writes.every((write) => 'check' in write)) return table.commit(...writes)
    const turn = turns.then(() => (traced ? table.commit(...writes) : withLine(writes)))
    turns = turn.catch(() => undefined)
    return turn
  }

  return new Proxy(table, {
    get: (target, name) => {
      if (name === 'commit') return commit
      const method: unknown = Reflect.get(target, name)
      return typeof method === 'function' ? method.bind(target) : method
    },
  })
}

function fieldsOf(write: Write): object {
  if ('put' in write) return write.put
  return ('change' in write && write.set) || {}
}

/** Short values of the named fields. */
function toldOf(fields: readonly string[], values: object): { [field: string]: Value } {
  const found = fields.map((field) => [field, (values as { [field: string]: Value })[field]] as const)
  return Object.fromEntries(found.flatMap(([field, value]) => (isShort(value) ? [[field, value as Value]] : [])))
}

function isShort(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= mostOn && value.every(isShort)
  return typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= longestTold)
}

/** The ids in the keys of what is written, but for the caller's own and what only keeps repeats harmless. */
function idsIn(writes: Write[], { memberId, merchantId }: Staff): string[] {
  const keys = writes.map(keyOf).filter(({ pk }) => !pk.startsWith('KEY#'))
  const ids = keys.flatMap(({ pk, sk }) => `${pk}#${sk}`.match(/[a-z]{3}_[0-9A-Za-z_-]+/g) ?? [])
  return [...new Set(ids)].filter((id) => id !== memberId && id !== merchantId).slice(0, mostOn)
}

function keyOf(write: Write): Key {
  if ('put' in write) return write.put
  if ('change' in write) return write.change
  return 'remove' in write ? write.remove : write.check
}
