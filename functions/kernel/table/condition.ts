import type { Change, Condition, Item, Scalar, Value } from './table.ts'

/** Whether a condition holds for an item as it stands, exactly as DynamoDB judges it. */
export function holds(condition: Condition, item: Item | undefined): boolean {
  if (condition === 'always') return true
  if (condition === 'absent') return item === undefined
  if (condition === 'present') return item !== undefined
  if ('all' in condition) return condition.all.every((part) => holds(part, item))
  if ('any' in condition) return condition.any.some((part) => holds(part, item))
  const value = item && Object.hasOwn(item, condition.field) ? item[condition.field] : undefined
  if ('has' in condition) return (value !== undefined) === condition.has
  if ('is' in condition) return value === condition.is
  // As in DynamoDB, `<>` holds for an absent field and for a value of another type.
  if ('not' in condition) return value !== condition.not
  if ('in' in condition) return condition.in.includes(value as Scalar)
  if ('atLeast' in condition) return ordered(value, condition.atLeast, (order) => order >= 0)
  if ('atMost' in condition) return ordered(value, condition.atMost, (order) => order <= 0)
  if ('above' in condition) return ordered(value, condition.above, (order) => order > 0)
  return ordered(value, condition.below, (order) => order < 0)
}

/** Numbers by size, text by its UTF-8 bytes; an absent field or one of another type has no order. */
function ordered(value: Value | undefined, bound: string | number, accepts: (order: number) => boolean): boolean {
  if (typeof value === 'number' && typeof bound === 'number') return accepts(value - bound)
  if (typeof value === 'string' && typeof bound === 'string') return accepts(compareText(value, bound))
  return false
}

/** The order of sort keys. JavaScript's `<` goes by UTF-16 and puts an emoji before U+FFFD; both engines go by UTF-8 bytes. */
export function compareText(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right))
}

/** Whether the condition is sure to fail once the change has been made, so that an engine's repeat of it does nothing. */
export function failsAfter(condition: Condition, change: Change): boolean {
  if (condition === 'absent') return true
  if (condition === 'always' || condition === 'present') return false
  if ('all' in condition) return condition.all.some((part) => failsAfter(part, change))
  if ('any' in condition) return condition.any.every((part) => failsAfter(part, change))
  const known = Object.hasOwn(change.set ?? {}, condition.field) || change.drop?.includes(condition.field)
  return known === true && !holds(condition, { ...change.set, ...change.change })
}
