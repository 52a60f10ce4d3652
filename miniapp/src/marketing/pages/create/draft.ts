/** What the form holds, as it was typed: nothing is read into numbers until it is sent. */
export interface Draft {
  name: string
  /** Days, `YYYY-MM-DD`; the last one counts. */
  from: string
  to: string
  title: string
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
  /** Empty: all of the merchant's. */
  storeIds: string[]
  validity: 'days' | 'dates'
  days: string
  validFrom: string
  validTo: string
  /** 1 is Monday; empty: every day. */
  weekdays: number[]
  hoursFrom: string
  hoursTo: string
}

export type Field = keyof Draft

export function blankDraft(today: string): Draft {
  const to = dayAfter(today, 29)
  return {
    name: '',
    from: today,
    to,
    title: '',
    kind: 'amount',
    off: '',
    percent: '',
    ceiling: '',
    minSpend: '',
    item: '',
    value: '',
    total: '100',
    perMember: '1',
    storeIds: [],
    validity: 'days',
    days: '30',
    validFrom: today,
    validTo: to,
    weekdays: [],
    hoursFrom: '',
    hoursTo: '',
  }
}

/** A browser's field lets a year of five digits pass while it is typed. */
export const isDay = (day: string): boolean => /^2\d{3}-\d\d-\d\d$/.test(day)

/** `2026-11-30` and 1 -> `2026-12-01`; nothing for what is no day. */
export function dayAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000
  return isDay(day) && !Number.isNaN(at) ? new Date(at).toISOString().slice(0, 10) : ''
}

/** What a form sent and what came of it: the same words go out under the same key until they are answered. */
export interface Sent {
  of: string
  key: string
  id?: string
}

export interface Saved {
  draft: Draft
  promotion?: Sent
  batch?: Sent
}
