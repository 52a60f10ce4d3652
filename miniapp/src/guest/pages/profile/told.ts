/** What a guest has typed into the two fields. */
export interface Told {
  nickname: string
  phone: string
}
export type Problems = { [field in keyof Told]?: 'nicknameWrong' | 'phoneWrong' }

/** What is wrong with it, field by field; an empty field is none: it takes out what was there. The server judges again. */
export function problemsIn({ nickname, phone }: Told): Problems {
  const problems: Problems = {}
  if (nickname.trim() === '' ? nickname !== '' : [...nickname.trim()].length > 20) problems.nickname = 'nicknameWrong'
  const digits = phone.replace(/[ -]/g, '')
  if (digits !== '' && !/^\+?\d{7,15}$/.test(digits)) problems.phone = 'phoneWrong'
  return problems
}

/** Only what has changed; an emptied field becomes null. */
export function changeOf(told: Told, kept: { nickname?: string | undefined; phone?: string | undefined }) {
  const nickname = told.nickname.trim()
  const phone = told.phone.replace(/[ -]/g, '')
  return {
    ...(nickname !== (kept.nickname ?? '') && { nickname: nickname || null }),
    ...(phone !== (kept.phone ?? '') && { phone: phone || null }),
  }
}
