import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Asked } from './question.ts'
import type { Change, Condition, Item, Value } from './table.ts'

/** The expressions of one request. Names and values are always aliased, so no text of a guest is ever read as an expression. */
export class Expressions {
  #names = new Map<string, string>()
  #values: { [alias: string]: AttributeValue } = {}

  /** A condition for a write; undefined where it always holds. */
  condition(condition: Condition): string | undefined {
    const open = settled(condition)
    if (open === true) return undefined
    if (open === false) return this.#compiled({ all: ['present', 'absent'] })
    return this.#compiled(open)
  }

  /** A condition for a check, which needs one even where it always holds. */
  statedCondition(condition: Condition): string {
    return this.condition(condition) ?? this.#compiled({ any: ['present', 'absent'] })
  }

  /** What a change does to its item. */
  update({ set = {}, add = {}, drop = [] }: Change): string {
    const sets = Object.entries(set).map(([name, value]) => `${this.#name(name)} = ${this.#value(value)}`)
    const adds = Object.entries(add).map(([name, amount]) => `${this.#name(name)} ${this.#value(amount)}`)
    const drops = drop.map((name) => this.#name(name))
    const clauses = { SET: sets, ADD: adds, REMOVE: drops }
    return Object.entries(clauses)
      .filter(([, parts]) => parts.length > 0)
      .map(([verb, parts]) => `${verb} ${parts.join(', ')}`)
      .join(' ')
  }

  /** Which sort keys of one partition a question is about. */
  keys({ index, pk, prefix, from, to }: Asked): string {
    const [partition, place] = index ? [index, `${index}At`] : ['pk', 'sk']
    const parts = [`${this.#name(partition)} = ${this.#value(pk)}`]
    // DynamoDB refuses an alias that nothing uses.
    const at = () => this.#name(place)
    if (prefix !== undefined) parts.push(`begins_with(${at()}, ${this.#value(prefix)})`)
    // A question may hold one condition on the sort key only.
    if (from !== undefined && to !== undefined) parts.push(`${at()} BETWEEN ${this.#value(from)} AND ${this.#value(to)}`)
    else if (from !== undefined) parts.push(`${at()} >= ${this.#value(from)}`)
    else if (to !== undefined) parts.push(`${at()} <= ${this.#value(to)}`)
    return parts.join(' AND ')
  }

  /** The aliases used so far, as the request carries them. */
  aliases(): {
    ExpressionAttributeNames?: { [alias: string]: string }
    ExpressionAttributeValues?: { [alias: string]: AttributeValue }
  } {
    const names = Object.fromEntries([...this.#names].map(([name, alias]) => [alias, name]))
    return {
      ...(this.#names.size > 0 && { ExpressionAttributeNames: names }),
      ...(Object.keys(this.#values).length > 0 && { ExpressionAttributeValues: this.#values }),
    }
  }

  #compiled(condition: Open): string {
    if (condition === 'absent') return `attribute_not_exists(${this.#name('pk')})`
    if (condition === 'present') return `attribute_exists(${this.#name('pk')})`
    if ('all' in condition) return condition.all.map((part) => `(${this.#compiled(part)})`).join(' AND ')
    if ('any' in condition) return condition.any.map((part) => `(${this.#compiled(part)})`).join(' OR ')
    const field = this.#name(condition.field)
    if ('has' in condition) return `${condition.has ? 'attribute_exists' : 'attribute_not_exists'}(${field})`
    if ('is' in condition) return `${field} = ${this.#value(condition.is)}`
    if ('not' in condition) return `${field} <> ${this.#value(condition.not)}`
    if ('in' in condition) return `${field} IN (${condition.in.map((value) => this.#value(value)).join(', ')})`
    if ('atLeast' in condition) return `${field} >= ${this.#value(condition.atLeast)}`
    if ('atMost' in condition) return `${field} <= ${this.#value(condition.atMost)}`
    if ('above' in condition) return `${field} > ${this.#value(condition.above)}`
    return `${field} < ${this.#value(condition.below)}`
  }

  #name(name: string): string {
    const alias = this.#names.get(name) ?? `#n${this.#names.size}`
    this.#names.set(name, alias)
    return alias
  }

  #value(value: Value): string {
    const alias = `:v${Object.keys(this.#values).length}`
    Object.assign(this.#values, marshall({ [alias]: value }))
    return alias
  }
}

/** A condition whose answer hangs on the item. */
type Open = 'absent' | 'present' | Extract<Condition, { field: string }> | { all: Open[] } | { any: Open[] }

/** Whether a condition always or never holds, for which DynamoDB has no word; else only the parts that matter. */
function settled(condition: Condition): boolean | Open {
  if (condition === 'always') return true
  if (typeof condition === 'string') return condition
  if ('in' in condition) return condition.in.length > 0 && condition
  if ('field' in condition) return condition
  const parts = ('all' in condition ? condition.all : condition.any).map(settled)
  const settling = 'any' in condition
  if (parts.includes(settling)) return settling
  const open = parts.filter((part) => typeof part !== 'boolean')
  const [only] = open
  if (!only) return !settling
  // DynamoDB refuses redundant parentheses.
  if (open.length === 1) return only
  return 'all' in condition ? { all: open } : { any: open }
}

/** An item as DynamoDB carries it. */
export const marshalled = (item: Item) => marshall(item, { removeUndefinedValues: true })
