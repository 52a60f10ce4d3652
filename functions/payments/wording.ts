/** The beginning of a text, within so many letters, none of them torn. */
export function withinLetters(text: string, most: number): string {
  return [...text].slice(0, most).join('')
}

/** The beginning of a text, within so many bytes of UTF-8, no letter torn. */
export function withinBytes(text: string, most: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(most))
  return text.slice(0, read)
}

/** 1250 -> `12.50`: how banks write. */
export function yuanText(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

/** `12.50` -> 1250, without a float on the way; undefined for what is no such amount. */
export function fenIn(yuan: string): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan)
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined
}
