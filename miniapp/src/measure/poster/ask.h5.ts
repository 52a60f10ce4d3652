import { Lost, refusalOf } from '../../api/trouble'
import { type Asked, patience, posterQuestion } from './question'

/** The bytes of a poster. Throws Refusal or Lost. */
export async function askPoster(asked: Asked): Promise<Uint8Array> {
  const { url, headers } = await posterQuestion(asked)
  const stop = AbortSignal.timeout(patience)
  try {
    const answer = await fetch(url, { headers, signal: stop })
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer())
    throw refusalOf(answer.status, await answer.json().catch(() => undefined))
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') throw error
    throw new Lost(stop.aborted ? 'timeout' : 'offline')
  }
}
