import { createHash } from 'node:crypto'
import { Problem } from '../../../shared/problem.ts'
import { compareText } from './condition.ts'
import { maxKeyBytes, storedKeyText } from './stored.ts'
import type { IndexName, Item, Question } from './table.ts'
import { TableMisuse } from './table-faults.ts'
import { indexKey } from './units.ts'

/** A question in the form an engine asks it: the bounds are there only where they bind. */
export interface Asked {
  index: IndexName | undefined
  pk: string
  prefix: string | undefined
  from: string | undefined
  to: string | undefined
  backward: boolean
  limit: number
  /** The place the page starts after. */
  after: Place | undefined
}

/** A place in the order of an answer: the sort key, and in an index the table's key too, since many items may share one sort key. */
export interface Place {
  at: string
  pk?: string
  sk?: string
}

const maxLimit = 100

/** The question as asked, its cursor opened; undefined where no item can answer (`from` after `to`, or `to` is empty). */
export function askedOf(question: Question): Asked | undefined {
  const { index, backward = false, limit = maxLimit } = question
  if (question.prefix !== undefined && (question.from !== undefined || question.to !== undefined)) {
    throw new TableMisuse('a question has a prefix or a range, not both')
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit)
    throw new TableMisuse(`a page holds 1 to ${maxLimit} items, not ${limit}`)
  const text = (bound: string | undefined) => bound && storedKeyText(index ? `${index}At` : 'sk', bound)
  const asked = {
    index,
    pk: storedKeyText(index ?? 'pk', question.pk),
    // No sort key is empty, so an empty prefix or start binds nothing (and DynamoDB refuses it).
    prefix: text(question.prefix) || undefined,
    from: text(question.from) || undefined,
    to: text(question.to),
    backward,
    limit,
  }
  const after = question.cursor === undefined ? undefined : openCursor(question.cursor, asked)
  return isEmpty(asked.from, asked.to) ? undefined : { ...asked, after }
}

/** The cursor of the page that ends with this item: opaque, and of no use to another question. */
export function cursorAfter(item: Item, asked: Omit<Asked, 'after'>): string {
  const key = asked.index ? indexKey(asked.index, item) : undefined
  const place = key ? [key[1], item.pk, item.sk] : [item.sk]
  return Buffer.from(JSON.stringify([bond(asked), ...place])).toString('base64url')
}

function openCursor(cursor: string, asked: Omit<Asked, 'after'>): Place {
  const parts = textsIn(cursor)
  const [bound, at, pk, sk] = parts
  const length = asked.index ? 4 : 2
  if (parts.length !== length || bound !== bond(asked) || !at || (asked.index && !isKey(pk, sk)) || !mayStartAt(at, asked)) {
    throw new Problem('input.invalid', { field: 'cursor' })
  }
  return { at, pk, sk }
}

/** Whether the place lies within what was asked; DynamoDB refuses to start outside. */
function mayStartAt(at: string, { prefix, from, to }: Omit<Asked, 'after'>): boolean {
  const fits = Buffer.byteLength(at) <= maxKeyBytes.sk
  return fits && (prefix === undefined || at.startsWith(prefix)) && !isEmpty(from, at) && !isEmpty(at, to)
}

function isKey(pk: string | undefined, sk: string | undefined): boolean {
  return Boolean(pk && sk) && Buffer.byteLength(pk ?? '') <= maxKeyBytes.pk && Buffer.byteLength(sk ?? '') <= maxKeyBytes.sk
}

const isEmpty = (from: string | undefined, to: string | undefined) =>
  to === '' || (from !== undefined && to !== undefined && compareText(from, to) > 0)

/** The texts a cursor is made of; none when a caller made it up. */
function textsIn(cursor: string): string[] {
  const json = Buffer.from(cursor, 'base64url').toString()
  if (!json.startsWith('["')) return []
  try {
    const parts: unknown = JSON.parse(json)
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string' && part.isWellFormed()) ? parts : []
  } catch {
    return []
  }
}

function bond({ index, pk, prefix, from, to, backward }: Omit<Asked, 'after'>): string {
  const question = JSON.stringify([index ?? '', pk, prefix ?? '', from ?? '', to ?? null, backward])
  return createHash('sha256').update(question).digest('base64url').slice(0, 12)
}
