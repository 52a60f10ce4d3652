import { Lost } from '../api/trouble'
import type { Answer, Question } from './http'

/** One question to the server by the browser's own fetch: Taro's brings polyfills that no browser of ours needs. */
export async function send({ method, url, headers, body, timeout }: Question): Promise<Answer> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), timeout)
  try {
    const answer = await fetch(url, { method, headers, body, signal: stop.signal })
    const text = await answer.text()
    return { status: answer.status, data: parsed(text), header: (name) => answer.headers.get(name) ?? undefined }
  } catch {
    throw new Lost(stop.signal.aborted ? 'timeout' : 'offline')
  } finally {
    clearTimeout(timer)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
