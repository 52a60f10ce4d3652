/** Hands out tickets; only the newest one counts, so a late answer never overwrites a newer one. */
export function latest(): { take(): () => boolean; drop(): void } {
  let newest = 0
  return {
    take() {
      const mine = ++newest
      return () => mine === newest
    },
    drop() {
      newest++
    },
  }
}
