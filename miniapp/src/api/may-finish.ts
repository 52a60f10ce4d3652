/** What a guest began before being sent to log in. */
export interface Intent {
  batchId: string
  at: number
  /** Set once the login it was waiting for has succeeded. */
  ripe: boolean
}

const lives = 10 * 60_000

/** Finished only for the batch it was begun on, after its login, and not long after. */
export function mayFinish(intent: Intent | undefined, batchId: string, now: number): boolean {
  return intent?.ripe === true && intent.batchId === batchId && now - intent.at >= 0 && now - intent.at < lives
}
