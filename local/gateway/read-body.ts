import type { IncomingMessage } from 'node:http'

/** Read to its end so that the caller hears the refusal, but no further than this. */
const patienceBytes = 64 * 1024 * 1024

/** The body of a request, or undefined where it is longer than `maxBytes`; the rest of it is read and forgotten. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((done, fail) => {
    let chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= maxBytes) chunks.push(chunk)
      else chunks = []
      if (length > patienceBytes) request.destroy(new Error('the request is endless'))
    })
    request.on('end', () => done(length > maxBytes ? undefined : Buffer.concat(chunks, length)))
    request.on('error', fail)
    request.on('close', () => {
      if (!request.complete) fail(new Error('the caller went away while sending'))
    })
  })
}
