/** Money is integer fen everywhere; yuan exists only on screens. */

/** 1250 -> `¥12.50`, 300 -> `¥3`; whole yuan carry no decimals. */
export function yuan(fen: number): string {
  return `¥${yuanDigits(fen)}`
}

/** 1250 -> `12.50`, 300 -> `3`, for a price whose sign is set apart. */
export function yuanDigits(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(fen) / 100)
  const rest = Math.abs(fen) % 100
  return rest === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(rest).padStart(2, '0')}`
}

/** What a person typed, `12.5` or `￥1,200`, as fen; undefined when it is no amount of money. */
export function fenOf(typed: string): number | undefined {
  const plain = typed
    .trim()
    .replace(/^[¥￥]/, '')
    .replace(/,/g, '')
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(plain)
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
