import type { Next } from '../channel.ts'

/** Which call of the client: the same code means something else to another. */
export type Api = 'prepay' | 'query' | 'close' | 'refund' | 'queryRefund' | 'abnormalRefund' | 'bill'

/**
 * What a refusing answer means. `unknown`: perhaps it was done. `absent`: there is no such thing there. `closed`: it is closed already.
 * The rest: nothing was done, and what to do next.
 */
export type Meaning = 'unknown' | 'absent' | 'closed' | Next

/** By the code alone, never by the message. Source: ../shared/facts/wechatpay.md, 1.10. */
const everywhere: { [code: string]: Meaning } = {
  SYSTEM_ERROR: 'unknown',
  SERVICE_UNAVAILABLE: 'unknown',
  FREQUENCY_LIMITED: 'unknown',
  FREQUENCY_LIMIT_EXCEED: 'unknown',
  RATELIMIT_EXCEEDED: 'unknown',
  USERPAYING: 'unknown',
  PARAM_ERROR: 'human',
  INVALID_REQUEST: 'human',
  APPID_MCHID_NOT_MATCH: 'human',
  MCH_NOT_EXISTS: 'human',
  SIGN_ERROR: 'human',
  NO_AUTH: 'human',
  RULE_LIMIT: 'human',
  TRADE_ERROR: 'human',
}

const trade: { [code: string]: Meaning } = { ORDER_PAID: 'query', ORDERPAID: 'query' }

const byApi: { [A in Api]: { [code: string]: Meaning } } = {
  // The number is in use with other fields: how its trade stands decides, and it is never written over.
  prepay: { ...trade, ORDER_CLOSED: 'renumber', OUT_TRADE_NO_USED: 'query' },
  // Also while the order cannot be seen yet.
  query: { ORDER_NOT_EXIST: 'absent' },
  close: { ...trade, ORDER_NOT_EXIST: 'absent', ORDER_CLOSED: 'closed' },
  refund: { NOT_ENOUGH: 'top_up', USER_ACCOUNT_ABNORMAL: 'human', RESOURCE_NOT_EXISTS: 'human' },
  queryRefund: { RESOURCE_NOT_EXISTS: 'absent' },
  abnormalRefund: { RESOURCE_NOT_EXISTS: 'human' },
  bill: { NO_STATEMENT_EXIST: 'absent', STATEMENT_CREATING: 'unknown' },
}

/** What an answer that is no success means; `code` is undefined where it has none that can be read. */
export function meaningOf(api: Api, status: number, code: string | undefined): Meaning {
  // Too fast, or a fault over there: what was asked may have been done all the same.
  if (status === 429 || status >= 500) return 'unknown'
  // Some proxy or page on the way speaks, not WeChat Pay.
  if (code === undefined) return 'unknown'
  const table = new Map(Object.entries({ ...everywhere, ...byApi[api] }))
  return table.get(code) ?? 'human'
}
