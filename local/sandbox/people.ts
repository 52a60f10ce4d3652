/** The people every fresh system has; any other openid is a new guest. */
export const seededPeople = [
  { openid: 'seed-operator', name: '平台' },
  { openid: 'seed-marketer', name: '运营' },
  { openid: 'seed-manager', name: '店长' },
  { openid: 'seed-clerk-1', name: '店员·第一家店' },
  { openid: 'seed-clerk-2', name: '店员·第二家店' },
] as const

export const isOpenid = (text: unknown): text is string => typeof text === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(text)

export const isSeeded = (openid: string) => seededPeople.some((person) => person.openid === openid)
