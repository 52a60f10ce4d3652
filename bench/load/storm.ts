import { autocannon } from './autocannon.ts'
import type { Brought, Storm } from './job.ts'

/** One request over and over, as fast as it is answered. */
export async function storm({ url, method, body, tokens, atOnce, seconds, amount, status: wanted }: Storm): Promise<Brought> {
  const { origin, pathname } = new URL(url)
  const failed: Brought['failed'] = {}
  const ms: number[] = []
  let [first, last, turn] = [0, 0, 0]
  const { errors, timeouts } = await autocannon<{ from?: number }>({
    ...{ url: origin, connections: atOnce, timeout: 30 },
    ...(amount === undefined ? { duration: seconds ?? 1 } : { amount }),
    requests: [
      {
        setupRequest(shot, context) {
          context.from = performance.now()
          first ||= context.from
          const token = tokens[turn++ % Math.max(1, tokens.length)]
          const headers = {
            ...(token && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          }
          return { ...shot, method, path: pathname, headers, ...(body !== undefined && { body }) }
        },
        onResponse(status, text, { from = 0 }) {
          last = performance.now()
          if (status === wanted) ms.push(last - from)
          else failed[`${status} ${text.slice(0, 120)}`] = (failed[`${status} ${text.slice(0, 120)}`] ?? 0) + 1
        },
      },
    ],
  })
  if (errors > 0) failed.errors = errors + timeouts
  return { seconds: (last - first) / 1000, done: ms.length, ms, failed }
}
