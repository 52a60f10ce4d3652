import type { Draft, Field } from './draft'

/** What a marketer takes or keeps as one thing: the fields that say it together. */
export const groups = {
  name: ['name'],
  from: ['from'],
  to: ['to'],
  stores: ['storeIds', 'storeSetId'],
  bearer: ['bearer', 'bearMerchant', 'bearHeadOffice', 'bearPlatform'],
  title: ['title'],
  picture: ['picture'],
  benefit: ['kind', 'off', 'percent', 'ceiling', 'minSpend', 'item', 'value'],
  total: ['total'],
  perMember: ['perMember'],
  perDay: ['perDay'],
  perMemberPerDay: ['perMemberPerDay'],
  perSecond: ['perSecond'],
  validity: ['validity', 'days', 'startsInDays', 'validFrom', 'validTo'],
  weekdays: ['weekdays'],
  hours: ['hours'],
  categories: ['categories'],
  items: ['items'],
  excludes: ['excludes'],
  holidays: ['holidays'],
  blackout: ['blackout'],
  who: ['who'],
  claim: ['claim', 'claimFrom', 'claimTo'],
  unitCost: ['unitCost'],
} as const satisfies Record<string, readonly Field[]>
export type Group = keyof typeof groups

const ofPromotion: readonly Group[] = ['name', 'from', 'to', 'stores', 'bearer']
const ofBatch = (Object.keys(groups) as Group[]).filter((group) => group === 'stores' || !ofPromotion.includes(group))
export const groupsOf = (what: 'promotion' | 'batch'): readonly Group[] => (what === 'promotion' ? ofPromotion : ofBatch)

/** What a group says, without what it does not use: two drafts that mean the same are the same. */
export function saidIn(group: Group, draft: Draft): string {
  const { kind, validity, claim, bearer } = draft
  const used: Partial<Record<Group, readonly Field[]>> = {
    benefit:
      kind === 'gift'
        ? ['kind', 'item', 'value']
        : kind === 'amount'
          ? ['kind', 'off', 'minSpend']
          : ['kind', 'percent', 'ceiling', 'minSpend'],
    validity: validity === 'days' ? ['validity', 'days', 'startsInDays'] : ['validity', 'validFrom', 'validTo'],
    claim: claim === 'own' ? groups.claim : ['claim'],
    bearer: bearer === 'shared' ? groups.bearer : ['bearer'],
  }
  return JSON.stringify((used[group] ?? groups[group]).map((field) => draft[field]))
}

export const sameSaid = (group: Group, one: Draft, other: Draft): boolean => saidIn(group, one) === saidIn(group, other)

/** The fields of a group as another draft has them. */
export const taken = (group: Group, draft: Draft): Partial<Draft> =>
  Object.fromEntries(groups[group].map((field) => [field, draft[field]]))

/** One thing that somebody else has changed meanwhile. */
export interface Clash {
  group: Group
  theirs: Draft
  mine: Draft
}

/**
 * What was typed on an older version, put upon the newer one: what only somebody else changed is taken over, what both changed
 * stays as it was typed; both are told of. Nothing that was typed is lost.
 */
export function merged(
  what: 'promotion' | 'batch',
  { base, mine, theirs }: { base: Draft; mine: Draft; theirs: Draft },
): { draft: Draft; clashes: Clash[] } {
  let draft: Draft = { ...theirs }
  const clashes: Clash[] = []
  for (const group of groupsOf(what)) {
    const touched = !sameSaid(group, base, mine)
    if (touched) draft = { ...draft, ...taken(group, mine) }
    if (!sameSaid(group, base, theirs) && !sameSaid(group, mine, theirs)) clashes.push({ group, theirs, mine })
  }
  return { draft, clashes }
}
