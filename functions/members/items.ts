import type { Purpose } from '../../shared/privacy-text.ts'
import { Problem } from '../../shared/problem.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'

/** One person over all channels. `number` is the eight digits that typed codes begin with; it is empty once the member is erased. */
export interface MemberItem extends Item {
  memberId: string
  number: string
  since: string
  /** WeChat's name for the person, here and nowhere else in the table. */
  openid?: string
  erasedAt?: string
}

/** Finds the member behind an openid without telling it: the key is a keyed hash, and makes an openid one member's only. */
export interface OpenidItem extends Item {
  memberId: string
  /** The member erased everything: who comes back finds the same place in the table, and with it the caps. */
  erasedAt?: string
}

/** What a member chose to tell, under the consent `profile`. `find` is the place of the pointer that leads here, when both are told. */
export type Profile = { version: number; nickname?: string; phone?: string; find?: string }
export type ProfileItem = Item & Profile

/** How each purpose stands: `<purpose>`, `<purpose>At` and `<purpose>Text` (the version of the text), absent where it was never asked. */
export type ConsentsItem = Item & { [name in Purpose]?: boolean } & { [name in `${Purpose}At` | `${Purpose}Text`]?: string }

export interface ConsentLogItem extends Item {
  purpose: Purpose
  given: boolean
  at: string
  textVersion: string
}

/** An erasure that has begun: the person is out of the table, the rest may not be. A job finishes what a crash left; it must, before they come back. */
export interface ErasureItem extends Item {
  memberId: string
  erasedAt: string
}

export const memberKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'MEMBER' })
export const profileKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'PROFILE' })
export const consentsKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'CONSENTS' })
export const consentLogPrefix = 'CONSENT#'
export const openidKey = (hash: string): Key => ({ pk: `OPENID#${hash}`, sk: 'OPENID' })
export const numberKey = (number: string): Key => ({ pk: `NUMBER#${number}`, sk: 'NUMBER' })
export const erasureKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'ERASURE' })
export const findPlace = (hash: string) => `FIND#${hash}`
export const findKey = (place: string, memberId: string): Key => ({ pk: place, sk: memberId })

/**
 * A member, the openid that finds it and the number that finds it: all or none. `known` is the pointer of one who erased everything and
 * came back. The openid's write is the first.
 */
export function putMember(
  member: { memberId: string; number: string; since: string; openid: string },
  openid: OpenidItem,
  known: OpenidItem | undefined,
  taken: Problem,
): Write[] {
  const { memberId, number } = member
  return [
    { put: openid, when: known ? { field: 'erasedAt', has: true } : 'absent', orElse: () => 'mine' },
    {
      put: { ...numberKey(number), memberId },
      when: 'absent',
      orElse: () => taken,
    },
    { put: { ...memberKey(memberId), ...member }, when: 'always' },
    ...(known ? [{ check: erasureKey(memberId), when: 'absent' as const, orElse: () => new Problem('table.busy') }] : []),
  ]
}

/** The profile as it will be, with the pointer that finds it by name and phone, while it is the one that was read. */
export function saveProfile(memberId: string, old: ProfileItem | undefined, next: Profile, moved: Problem): Write[] {
  const movedFind = next.find !== old?.find
  return [
    { put: { ...profileKey(memberId), ...next }, when: sameProfile(old), orElse: () => moved },
    ...(movedFind && next.find !== undefined
      ? [{ put: { ...findKey(next.find, memberId), memberId }, when: 'always' as const }]
      : []),
    ...(movedFind ? removeFind(memberId, old) : []),
  ]
}

/** Nothing of the profile stays, while it is the one that was read. */
export function removeProfile(memberId: string, old: ProfileItem | undefined, moved: Problem): Write[] {
  if (!old) return [{ check: profileKey(memberId), when: 'absent', orElse: () => moved }]
  const gone: Write = { remove: profileKey(memberId), when: sameProfile(old), orElse: () => moved }
  return [gone, ...removeFind(memberId, old)]
}

const sameProfile = (old: ProfileItem | undefined) => (old ? { field: 'version', is: old.version } : ('absent' as const))

const removeFind = (memberId: string, old: ProfileItem | undefined): Write[] =>
  old?.find === undefined ? [] : [{ remove: findKey(old.find, memberId), when: 'always' }]
