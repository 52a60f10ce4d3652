import { Problem } from '../../shared/problem.ts'
import { pseudonym } from '../kernel/pseudonym.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import { consentsKey } from './items.ts'

/** A phone that a member uses, under the consent `device`. Its own name is kept nowhere: `hash` is a keyed hash of it. */
export interface PhoneItem extends Item {
  hash: string
  /** Ed25519, base64url; its other half never leaves the phone. */
  publicKey: string
  since: string
}

const most = 5
const phonePrefix = 'PHONE#'
const phoneKey = (memberId: string, hash: string): Key => ({ pk: `MEMBER#${memberId}`, sk: `${phonePrefix}${hash}` })
/** From a phone to the accounts that are used on it. */
const accountsOf = (hash: string) => `${phonePrefix}${hash}`
const accountKey = (hash: string, memberId: string): Key => ({ pk: accountsOf(hash), sk: memberId })

/**
 * Makes a phone known. The account stands at the phone before it is ever used for a check-in: of any number that come at once, all but
 * the first few see that they are too many. Refuses with consent.device_needed.
 */
export async function registerPhone(
  table: Table,
  memberId: string,
  asked: { phoneId: string; publicKey: string },
  now: Date,
): Promise<{ since: string }> {
  const hash = await pseudonym('phone', asked.phoneId)
  const phones = await phonesOf(table, memberId)
  const known = phones.find((phone) => phone.hash === hash)
  if (known?.publicKey === asked.publicKey) return { since: known.since }
  const since = known?.since ?? now.toISOString()
  const [oldest] = phones.toSorted((a, b) => (a.since < b.since ? -1 : 1))
  const over = !known && oldest && phones.length >= most ? removePhone(memberId, oldest) : []
  await table.commit(
    {
      check: consentsKey(memberId),
      when: { field: 'device', is: true },
      orElse: () => new Problem('consent.device_needed'),
    },
    { put: { ...phoneKey(memberId, hash), hash, publicKey: asked.publicKey, since }, when: 'always' },
    { put: { ...accountKey(hash, memberId), since }, when: 'always' },
    ...over,
  )
  return { since }
}

/** The key of a phone of the member; undefined where it is not registered. */
export async function phoneKeyOf(table: Table, memberId: string, phoneId: string): Promise<string | undefined> {
  const phone = await table.get(phoneKey(memberId, await pseudonym('phone', phoneId)))
  return (phone as PhoneItem | undefined)?.publicKey
}

/** How many members use the phone, at most 100; undefined where this one has not registered it. */
export async function accountsOn(table: Table, memberId: string, phoneId: string): Promise<number | undefined> {
  const { items, cursor } = await table.query({ pk: accountsOf(await pseudonym('phone', phoneId)), limit: 100 })
  const isOurs = cursor !== undefined || items.some(({ sk }) => sk === memberId)
  return isOurs ? items.length : undefined
}

export async function phonesOf(table: Table, memberId: string): Promise<PhoneItem[]> {
  const { pk } = phoneKey(memberId, '')
  return (await table.query({ pk, prefix: phonePrefix })).items as PhoneItem[]
}

/** Nothing of it stays, at the member nor at the phone. */
export function removePhone(memberId: string, { hash }: Pick<PhoneItem, 'hash'>): Write[] {
  return [
    { remove: phoneKey(memberId, hash), when: 'always' },
    { remove: accountKey(hash, memberId), when: 'always' },
  ]
}

/** Forgets every phone of the member; one that is registered meanwhile needs a consent that is gone. */
export async function endPhones(table: Table, memberId: string): Promise<void> {
  const gone = (await phonesOf(table, memberId)).flatMap((phone) => removePhone(memberId, phone))
  if (gone.length > 0) await table.commit(...gone)
}
