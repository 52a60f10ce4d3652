/** Hours of a day, `HH:MM`; midnight at the end of a day is `00:00`, as a clock shows it. */
export interface Span {
  from: string
  to: string
}

/** What the form holds, as it was typed: nothing is read into numbers until it is sent. */
export interface Draft {
  name: string
  /** Days, `YYYY-MM-DD`; the last one counts. */
  from: string
  to: string
  /** Empty: no limit. */
  budget: string
  /** Percent of members who are not shown it; empty: none. */
  holdOut: string
  bearer: 'merchant' | 'shared'
  bearMerchant: string
  bearHeadOffice: string
  bearPlatform: string
  title: string
  /** Empty: none. */
  picture: string
  kind: 'amount' | 'percent' | 'gift'
  off: string
  /** 折 in Chinese (`8`, `7.5`), percent off in English (`20`). */
  percent: string
  ceiling: string
  minSpend: string
  item: string
  value: string
  total: string
  perMember: string
  /** Of the two at most one; both empty: all of them. */
  storeIds: string[]
  storeSetId: string
  validity: 'days' | 'dates'
  days: string
  startsInDays: string
  validFrom: string
  validTo: string
  /** 1 is Monday; empty: every day. */
  weekdays: number[]
  hours: Span[]
  /** Words with commas between them. */
  categories: string
  items: string
  excludes: string
  holidays: 'included' | 'excluded'
  blackout: string[]
  perDay: string
  perMemberPerDay: string
  /** Claims a second that are expected at the start; empty: an ordinary coupon. */
  perSecond: string
  /** Claimed by whoever wants it, or earned by checking in. */
  who: 'everyone' | 'reward'
  claim: 'promotion' | 'own'
  claimFrom: string
  claimTo: string
  unitCost: string
}

export type Field = keyof Draft

/** Those that stand under the fold: it opens by itself where one of them is filled in or wrong. */
export const folded = [
  'bearer',
  'bearMerchant',
  'bearHeadOffice',
  'bearPlatform',
  'startsInDays',
  'categories',
  'items',
  'excludes',
  'holidays',
  'blackout',
  'perDay',
  'perMemberPerDay',
  'perSecond',
  'who',
  'claim',
  'claimFrom',
  'claimTo',
  'unitCost',
  'holdOut',
] as const satisfies Field[]

export function blankDraft(today: string): Draft {
  const to = dayAfter(today, 29)
  return {
    ...{ name: '', from: today, to, budget: '', holdOut: '' },
    ...{ bearer: 'merchant', bearMerchant: '100', bearHeadOffice: '', bearPlatform: '' },
    ...{ title: '', picture: '', kind: 'amount', off: '', percent: '', ceiling: '', minSpend: '', item: '', value: '' },
    ...{ total: '100', perMember: '1', storeIds: [], storeSetId: '' },
    ...{ validity: 'days', days: '30', startsInDays: '', validFrom: today, validTo: to },
    ...{ weekdays: [], hours: [{ from: '', to: '' }] },
    ...{ categories: '', items: '', excludes: '', holidays: 'included', blackout: [] },
    ...{ perDay: '', perMemberPerDay: '', perSecond: '', who: 'everyone' },
    ...{ claim: 'promotion', claimFrom: today, claimTo: to, unitCost: '' },
  }
}

/** Whether two drafts hold the same in a field. */
export const sameIn = (field: Field, one: Draft, other: Draft): boolean =>
  JSON.stringify(one[field]) === JSON.stringify(other[field])

/** A browser's field lets a year of five digits pass while it is typed. */
export const isDay = (day: string): boolean => /^2\d{3}-\d\d-\d\d$/.test(day)

/** `2026-11-30` and 1 -> `2026-12-01`; nothing for what is no day. */
export function dayAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000
  return isDay(day) && !Number.isNaN(at) ? new Date(at).toISOString().slice(0, 10) : ''
}

/** `a、b,c` as its words, each once. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]

/** What a form sent and what came of it: the same words go out under the same key until they are answered. */
export interface Sent {
  of: string
  key: string
  id?: string
  version?: number
}
