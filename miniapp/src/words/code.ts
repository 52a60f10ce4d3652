/** Groups of four, the way a code is read over a phone. */
export function groupedCode(digits: string): string {
  return (digits.match(/.{1,4}/g) ?? []).join(' ')
}

/** What the counter's one field holds: sixteen digits are the typed code, anything longer or with letters is what a QR holds. */
export type Typed =
  | { is: 'empty' }
  | { is: 'short'; missing: number }
  | { is: 'typed'; typedCode: string }
  | { is: 'qr'; code: string }

export const typedLength = 16

export function readTyped(text: string): Typed {
  const plain = text.replace(/[\s-]/g, '')
  if (plain === '') return { is: 'empty' }
  if (!/^\d+$/.test(plain)) return { is: 'qr', code: text.trim() }
  if (plain.length < typedLength) return { is: 'short', missing: typedLength - plain.length }
  return plain.length === typedLength ? { is: 'typed', typedCode: plain } : { is: 'qr', code: plain }
}
