import * as z from 'zod'
import { badRequest, PayRefusal } from './pay-refusal.ts'

/** Characters, as WeChat counts `string(n)`. */
export const text = (most: number) =>
  z.string().refine((value) => value.length > 0 && [...value].length <= most, `1-${most}个字符`)
export const bytes = (most: number) =>
  z.string().refine((value) => value !== '' && Buffer.byteLength(value) <= most, `1-${most}字节`)

/** Full, no query; the newer pages want https, the older ones take http as well. */
export const notifyUrl = (most: number) =>
  z.string().refine((value) => {
    if (value.length > most || !URL.canParse(value)) return false
    const { protocol, search, hash } = new URL(value)
    return /^https?:$/.test(protocol) && search === '' && hash === '' && !/[?#]/.test(value)
  }, `回调地址必须是不带参数的完整地址，最长${most}`)

export const outTradeNo = z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/)
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/)
export const fen = z.int().min(1).max(10_000_000_000)

/** The body as the schema has it; the first fault is told as v3 tells it. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, location = 'body'): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? [issue.keys[0] as string] : [])]
  const field = `/${path.join('/')}`
  throw new PayRefusal(400, 'PARAM_ERROR', `参数错误：输入源“${field}”不符合规则`, { field, issue: issue?.message, location })
}

/** What JSON means, whatever order its fields came in. */
export function spelling(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

export function parsedBody(body: Buffer): unknown {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new PayRefusal(400, 'PARAM_ERROR', '参数错误：请求体不是合法的JSON', { location: 'body' })
  }
}

/** The one value of a parameter of the query. */
export function queried(query: URLSearchParams, name: string): string {
  const values = query.getAll(name)
  if (values.length === 1 && values[0]) return values[0]
  throw badRequest(`请求参数${name}必须出现一次`)
}
