import type { Field } from './draft'

const fieldOf: [path: RegExp, field: Field][] = [
  [/^name/, 'name'],
  [/^from/, 'from'],
  [/^to$/, 'to'],
  [/^budgetFen/, 'budget'],
  [/^bearer/, 'bearer'],
  [/^title/, 'title'],
  [/^picture/, 'picture'],
  [/^total/, 'total'],
  [/^perMemberPerDay/, 'perMemberPerDay'],
  [/^perMember/, 'perMember'],
  [/^perDay/, 'perDay'],
  [/^expectedPerSecond/, 'perSecond'],
  [/^unitCostFen/, 'unitCost'],
  [/^benefit\.offFen/, 'off'],
  [/^benefit\.percentOff/, 'percent'],
  [/^benefit\.ceilingFen/, 'ceiling'],
  [/^benefit\.minSpendFen/, 'minSpend'],
  [/^benefit\.item/, 'item'],
  [/^benefit\.valueFen/, 'value'],
  [/^benefit/, 'kind'],
  [/^scope\.categories/, 'categories'],
  [/^scope\.items/, 'items'],
  [/^scope\.excludeItems/, 'excludes'],
  [/^(stores|scope)/, 'storeIds'],
  [/^claim\.from/, 'claimFrom'],
  [/^claim\.to/, 'claimTo'],
  [/^claim/, 'claim'],
  [/^validity\.startsInDays/, 'startsInDays'],
  [/^validity\.days/, 'days'],
  [/^validity\.from/, 'validFrom'],
  [/^validity\.to/, 'validTo'],
  [/^validity/, 'validity'],
  [/^weekdays/, 'weekdays'],
  [/^hours/, 'hours'],
  [/^blackout/, 'blackout'],
  [/^holidays/, 'holidays'],
]

/** The field of the form that the server's path of a refusal speaks of. */
export const fieldAt = (path: string | undefined): Field | undefined =>
  path === undefined ? undefined : fieldOf.find(([pattern]) => pattern.test(path))?.[1]
