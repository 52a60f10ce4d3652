import { autocannon, type Shot, type Step } from './autocannon.ts'
import type { Brought, Job } from './job.ts'

/** What a connection knows of the journey that it is on; autocannon empties it before the next. */
interface Journey {
  token?: string
  from?: number
  couponId?: string
  code?: string
}

/** Claim, show the code, look, redeem: four calls, each made of the answer before it. */
export async function couponJourneys({ base, stage, atOnce, guests }: Job): Promise<Brought> {
  if (guests.length % atOnce !== 0) throw new Error(`${guests.length} journeys are not shared evenly by ${atOnce} connections`)
  const waiting = guests.toReversed()
  const ms: number[] = []
  const failed: Brought['failed'] = {}
  let [first, last] = [0, 0]
  const fail = (what: string) => {
    failed[what] = (failed[what] ?? 0) + 1
  }
  const post = (shot: Shot, path: string, token: string | undefined, body: object): Shot => ({
    ...shot,
    ...{ method: 'POST', path, body: JSON.stringify(body) },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  const bill = ({ code }: Journey) => ({ code, storeId: stage.storeId, bill: { totalFen: 4550 } })
  /** A step that failed leaves nothing for the next: that fails too, and is counted. */
  const taken = (wanted: number, take: (body: { [field: string]: string }, journey: Journey) => void) => {
    return (status: number, body: string, journey: Journey) => {
      if (status === wanted) take(JSON.parse(body), journey)
      else fail(`${status} ${body.slice(0, 120)}`)
    }
  }
  const steps: Step<Journey>[] = [
    {
      setupRequest(shot, journey) {
        journey.token = waiting.pop() ?? 'none'
        journey.from = performance.now()
        first ||= journey.from
        return post(shot, `/batches/${stage.batchId}/coupons`, journey.token, {})
      },
      onResponse: taken(201, ({ couponId = '' }, journey) => {
        journey.couponId = couponId
      }),
    },
    {
      setupRequest: (shot, { token, couponId }) => post(shot, '/me/codes', token, { couponId }),
      onResponse: taken(200, ({ code = '' }, journey) => {
        journey.code = code
      }),
    },
    {
      setupRequest: (shot, journey) => post(shot, '/redemptions/preview', stage.clerk, bill(journey)),
      onResponse: taken(200, () => undefined),
    },
    {
      setupRequest: (shot, journey) => post(shot, '/redemptions', stage.clerk, bill(journey)),
      onResponse: taken(201, (_body, { from = 0 }) => {
        last = performance.now()
        ms.push(last - from)
      }),
    },
  ]
  const { errors, timeouts } = await autocannon({
    ...{ url: base, connections: atOnce, amount: guests.length * steps.length, timeout: 30 },
    requests: steps,
  })
  if (errors > 0) failed.errors = errors + timeouts
  return { seconds: (last - first) / 1000, done: ms.length, ms, failed }
}
