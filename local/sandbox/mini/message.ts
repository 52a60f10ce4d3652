import { randomInt } from 'node:crypto'
import type { Book } from '../pay/book.ts'
import { isOpenid } from '../people.ts'
import { type Refusal, refusal } from '../reply.ts'

/** What a field may hold; its kind is its name without the number. */
const kinds: { [kind: string]: (value: string) => boolean } = {
  thing: (value) => [...value].length <= 20,
  number: (value) => /^-?\d+(\.\d+)?$/.test(value) && value.replace(/\D/g, '').length <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => /^[\p{P}\p{S}]{1,5}$/u.test(value),
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
  time: (value) => /^(\d{4}(年|-|\/)\d{1,2}(月|-|\/)\d{1,2}日?\s?)?\d{1,2}:\d{2}(:\d{2})?$/.test(value),
  date: (value) => /^\d{4}(年|-|\/)\d{1,2}(月|-|\/)\d{1,2}日?(\s?\d{1,2}:\d{2}(:\d{2})?)?$/.test(value),
  amount: (value) => /^\p{Sc}?\d{1,10}(\.\d+)?元?$/u.test(value) && value.replace(/\D/g, '').length <= 12,
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => [...value].length <= 8,
  name: (value) => (/\p{Script=Han}/u.test(value) ? [...value].length <= 10 : value.length <= 20),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
}

export const isTemplate = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id)
export const grantKey = (openid: string, template: string) => `${openid} ${template}`

/** `POST /cgi-bin/message/subscribe/send`: one message for each time the guest let one through; without that, 43101. */
export function sendMessage(
  asked: { [field: string]: unknown },
  grants: Book['grants'],
  refused: boolean,
): Refusal | { errcode: 0; errmsg: 'ok'; msgid: number } {
  const { touser, template_id: template, page, data, miniprogram_state: state = 'formal', lang = 'zh_CN' } = asked
  if (!isOpenid(touser)) return refusal(40003, 'invalid openid')
  if (!isTemplate(template)) return refusal(40037, 'invalid template_id')
  if (page !== undefined && (typeof page !== 'string' || !/^[^/?#]/.test(page))) return refusal(41030, 'invalid page')
  if (!['developer', 'trial', 'formal'].includes(state as string))
    return refusal(47003, 'argument invalid! miniprogram_state invalid')
  if (!['zh_CN', 'en_US', 'zh_HK', 'zh_TW'].includes(lang as string)) return refusal(47003, 'argument invalid! lang invalid')
  const wrong = wrongField(data)
  if (wrong !== undefined) return refusal(47003, `argument invalid! data.${wrong}.value invalid`)
  const key = grantKey(touser, template)
  const left = grants.get(key)?.left ?? 0
  if (refused || left < 1) return refusal(43101, 'user refuse to accept the msg')
  grants.put(key, { left: left - 1 })
  return { errcode: 0, errmsg: 'ok', msgid: randomInt(2 ** 47) }
}

function wrongField(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || Object.keys(data).length === 0) return ''
  const wrong = Object.entries(data as { [name: string]: unknown }).find(([name, field]) => {
    const fits = kinds[/^([a-z_]+?)\d{1,2}$/.exec(name)?.[1] ?? '']
    const value = typeof field === 'object' && field !== null ? (field as { value?: unknown }).value : undefined
    return !fits || typeof value !== 'string' || value === '' || !fits(value)
  })
  return wrong?.[0]
}
