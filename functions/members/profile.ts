import { Problem } from '../../shared/problem.ts'
import { pseudonym } from '../kernel/pseudonym.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { consentsKey, findPlace, type Profile, type ProfileItem, profileKey, saveProfile } from './items.ts'

const races = 5

/** What to keep; null takes it out, undefined leaves it. */
export type ProfileChange = { nickname?: string | null | undefined; phone?: string | null | undefined }

/**
 * Keeps what the member told and the pointer that finds it, in one commit that the consent has to allow. Refuses with consent.needed.
 * The nickname has passed WeChat's check by now (handler.ts): staff get to see it.
 */
export async function saveWhatIsTold(table: Table, memberId: string, change: ProfileChange): Promise<void> {
  const moved = new Problem('table.busy')
  const tells = [change.nickname, change.phone].some((told) => typeof told === 'string')
  for (let race = 0; race < races; race++) {
    const old = (await table.get(profileKey(memberId))) as ProfileItem | undefined
    const next = await changedProfile(old, change)
    try {
      await table.commit(...(tells ? [mustAllow(memberId)] : []), ...saveProfile(memberId, old, next, moved))
      return
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

async function changedProfile(old: ProfileItem | undefined, change: ProfileChange): Promise<Profile> {
  const of = (told: string | null | undefined, kept: string | undefined) => (told === undefined ? kept : (told ?? undefined))
  const nickname = of(change.nickname, old?.nickname)
  const phone = of(change.phone, old?.phone)
  const find = nickname !== undefined && phone !== undefined ? await placeFor(nickname, phone.slice(-4)) : undefined
  return { version: (old?.version ?? 0) + 1, nickname, phone, find }
}

const mustAllow = (memberId: string): Write => ({
  check: consentsKey(memberId),
  when: { field: 'profile', is: true },
  orElse: () => new Problem('consent.needed', { details: { purpose: 'profile' } }),
})

/** The members who go by this name and whose phone number ends in these four digits: at most 20, mostly one. */
export async function findByNameAndPhone(table: Table, name: string, last4: string): Promise<string[]> {
  const page = await table.query({ pk: await placeFor(name, last4), limit: 20 })
  return page.items.map(({ memberId }) => memberId as string)
}

/** Names as people repeat them over a phone: width, case and space do not matter. */
async function placeFor(name: string, last4: string): Promise<string> {
  const spoken = name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  return findPlace(await pseudonym('find', spoken, last4))
}
