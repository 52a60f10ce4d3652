/** How many posters one ZIP holds. */
export const mostAtOnce = 50

/** What is there of a ZIP, and what is missing. `failed`: the last one's trouble; going on asks only for what is missing. */
export interface Gathered {
  files: Record<string, Uint8Array>
  failed?: unknown
}

/**
 * Fetches what is not there yet, two at a time, and says after each how many there are. It stops at the first that fails, with what it
 * has: going on costs nothing twice.
 */
export async function gather<T>(
  wanted: readonly { name: string; of: T }[],
  known: Record<string, Uint8Array>,
  fetchOne: (of: T) => Promise<Uint8Array>,
  tell: (done: number) => void,
): Promise<Gathered> {
  const files = { ...known }
  const missing = wanted.filter(({ name }) => !(name in files))
  let failed: { why: unknown } | undefined
  const next = async (): Promise<void> => {
    const one = failed ? undefined : missing.shift()
    if (!one) return
    try {
      files[one.name] = await fetchOne(one.of)
      tell(wanted.filter(({ name }) => name in files).length)
    } catch (why) {
      failed ??= { why }
    }
    return next()
  }
  await Promise.all([next(), next()])
  return failed ? { files, failed: failed.why } : { files }
}

/** `07 地铁春熙路站 B 口.pdf`: in the order of the list, and with nothing that a file system refuses. */
export function fileName(nth: number, of: number, place: string, ending: string): string {
  const plain = place
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
  return `${String(nth).padStart(String(of).length, '0')} ${plain}.${ending}`
}
