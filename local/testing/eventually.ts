import { setTimeout as pause } from 'node:timers/promises'

const patienceMs = 20_000

/** Asks until the answer is so, since what the feed derives comes a moment after its fact; or gives up, with the last answer for the test to show. */
export async function eventually<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const until = performance.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (isSo(answer) || performance.now() > until) return answer
    await pause(100)
  }
}
