import { Refused } from './outcome.ts'
import type { Peer, Running } from './peer.ts'

/** So many journeys under way at once for a while: the last begun are waited for. */
export interface Slice {
  perSecond: number
  cpuMs: number
  p50: number
  p99: number
  journeys: number
  /** Journeys that the shop refused or failed in, and its words for it. */
  failed: number
  why: string[]
}

/** The caller's process is the generator; the server and its database are processes of their own. Rejects where all journeys fail. */
export async function drive(peer: Peer, server: Running, atOnce: number, seconds: number): Promise<Slice> {
  const ms: number[] = []
  const why: string[] = []
  const [from, cpu] = [performance.now(), server.cpuSeconds()]
  const until = from + seconds * 1000
  const worker = async () => {
    do {
      const begun = performance.now()
      try {
        await peer.journey(next++)
        ms.push(performance.now() - begun)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        why.push(error.message)
      }
    } while (performance.now() < until)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  if (ms.length === 0) throw new Error(`no journey of ${peer.who} went through: ${why[0]}`)
  const took = (performance.now() - from) / 1000
  // A journey that failed has taken CPU too: kinder to the shop than to lay it on the others.
  const cpuMs = ((server.cpuSeconds() - cpu) * 1000) / (ms.length + why.length)
  const sorted = ms.toSorted((a, b) => a - b)
  const part = (of: number) => sorted[Math.ceil(sorted.length * of) - 1] as number
  return {
    perSecond: ms.length / took,
    cpuMs,
    p50: part(0.5),
    p99: part(0.99),
    journeys: ms.length,
    failed: why.length,
    why: [...new Set(why)],
  }
}

/** Every journey has a buyer of its own, whatever ran before. */
let next = 0
