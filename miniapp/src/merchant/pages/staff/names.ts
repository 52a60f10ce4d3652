export const mostNames = 50
const longest = 20

export type Names = { is: 'ready'; names: string[] } | { is: 'wrong'; why: 'tooMany' | 'tooLong' }

/** The names in what was typed or pasted, each once; none is fine, and means one invitation for anybody. */
export function namesIn(text: string): Names {
  const names = [...new Set(text.split(/[,，、;；\n\t]+/).map((name) => name.trim()))].filter((name) => name !== '')
  if (names.length > mostNames) return { is: 'wrong', why: 'tooMany' }
  if (names.some((name) => name.length > longest)) return { is: 'wrong', why: 'tooLong' }
  return { is: 'ready', names }
}
