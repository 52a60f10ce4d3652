import { type Purpose, privacyVersion, purposes } from '../../shared/privacy-text.ts'
import { Problem } from '../../shared/problem.ts'
import type { Consent } from '../../shared/profile.ts'
import { newId } from '../kernel/ids.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import {
  type ConsentLogItem,
  type ConsentsItem,
  consentLogPrefix,
  consentsKey,
  type ProfileItem,
  profileKey,
  removeProfile,
} from './items.ts'
import { endPhones, phonesOf, removePhone } from './phones.ts'

const races = 5

/** Whether the member allows this now; what was never asked is not allowed. Asked by whoever is about to do it, not kept. */
export async function hasConsent(table: Table, memberId: string, purpose: Purpose): Promise<boolean> {
  return (await findConsents(table, memberId))?.[purpose] === true
}

export async function listConsents(table: Table, memberId: string, question: { limit?: number; cursor?: string }) {
  const [now, page] = await Promise.all([
    findConsents(table, memberId),
    table.query({ pk: consentsKey(memberId).pk, prefix: consentLogPrefix, backward: true, ...question }),
  ])
  const items = (page.items as ConsentLogItem[]).map(({ purpose, given, at, textVersion }) => ({
    purpose,
    given,
    at,
    textVersion,
  }))
  return {
    items,
    nextCursor: page.cursor,
    textVersion: privacyVersion,
    purposes: purposes.map((purpose) => consentOf(now, purpose)),
  }
}

/** Writes how it stands and the fact of it together. Saying again what stands already, under the same text, writes nothing. */
export async function setConsent(
  table: Table,
  memberId: string,
  asked: { purpose: Purpose; given: boolean },
  now: Date,
): Promise<Consent> {
  const { purpose, given } = asked
  const consent = await stand(table, memberId, purpose, given, now)
  // None can be registered any more; what was a moment before the consent ended goes too.
  if (purpose === 'device' && !given) await endPhones(table, memberId)
  return consent
}

async function stand(table: Table, memberId: string, purpose: Purpose, given: boolean, now: Date): Promise<Consent> {
  const moved = new Problem('table.busy')
  const ends = purpose === 'profile' && !given
  for (let race = 0; race < races; race++) {
    const phones = purpose === 'device' && !given ? await phonesOf(table, memberId) : []
    const profile = ends ? ((await table.get(profileKey(memberId))) as ProfileItem | undefined) : undefined
    try {
      await table.commit(
        ...changed(memberId, purpose, given, now, moved),
        ...(ends ? removeProfile(memberId, profile, moved) : []),
        ...phones.flatMap((phone) => removePhone(memberId, phone)),
      )
      return consentOf(await findConsents(table, memberId), purpose)
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

function changed(memberId: string, purpose: Purpose, given: boolean, now: Date, moved: Problem): Write[] {
  const at = now.toISOString()
  const fact = { purpose, given, at, textVersion: privacyVersion }
  return [
    {
      change: consentsKey(memberId),
      set: { [purpose]: given, [`${purpose}At`]: at, [`${purpose}Text`]: privacyVersion },
      when: {
        any: [
          { field: purpose, not: given },
          { field: `${purpose}Text`, not: privacyVersion },
        ],
      },
      orElse: () => 'mine',
    },
    {
      put: { ...consentsKey(memberId), sk: `${consentLogPrefix}${newId('cns', now)}`, ...fact },
      when: 'absent',
      orElse: () => moved,
    },
  ]
}

async function findConsents(table: Table, memberId: string): Promise<ConsentsItem | undefined> {
  return (await table.get(consentsKey(memberId))) as ConsentsItem | undefined
}

function consentOf(item: ConsentsItem | undefined, purpose: Purpose): Consent {
  return { purpose, given: item?.[purpose] ?? false, at: item?.[`${purpose}At`], textVersion: item?.[`${purpose}Text`] }
}
