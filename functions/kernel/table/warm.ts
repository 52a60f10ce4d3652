/** What became of making the table ready for a rush. */
export type Warmth =
  /** It can take as much already. */
  | 'ready'
  /** The engine was asked for it, and needs minutes. */
  | 'asked'
  /** The engine refused: a quota of the account, another change of the table under way. */
  | 'refused'
  /** This engine serves one machine, and there is nothing to set. */
  | 'local'

/** Makes the table ready for so many write units a second from now on. Never fails: a launch stands whatever becomes of this. */
export async function warmUp(writesPerSecond: number): Promise<Warmth> {
  // Word for word as in open.ts, so that a bundler leaves out the branch that is not run.
  if (process.env.FOOTFALL_TABLE === 'dynamodb') {
    const { warmDynamo } = await import('./dynamodb-warm.ts')
    return warmDynamo(process.env.FOOTFALL_TABLE_NAME ?? 'footfall', writesPerSecond)
  } else {
    return 'local'
  }
}
