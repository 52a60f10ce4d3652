import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { log } from '../../functions/kernel/log.ts'
import { measuredRefusal } from '../../functions/kernel/metrics.ts'
import { languageOf, refusal, shed } from '../../functions/kernel/reply.ts'
import { type Answer, answerOf } from './answer.ts'

/** How many calls may be under way at once; the routes named in `spared` are always let in. */
export interface Room {
  most: number
  spared: readonly string[]
}

/**
 * Lets calls in while there is room. Where there is none the caller is turned away at once, before anything is done, with limit.slow_down and
 * the time to come back: who waits in a queue that only grows gives up, and is served all the same.
 */
export function roomFor({ most, spared }: Room) {
  let underWay = 0
  return async (event: APIGatewayProxyEventV2, requestId: string, now: Date, serve: () => Promise<Answer>): Promise<Answer> => {
    if (underWay >= most && !spared.includes(event.routeKey)) return turnedAway(event, requestId, now)
    underWay += 1
    try {
      return await serve()
    } finally {
      underWay -= 1
    }
  }
}

function turnedAway(event: APIGatewayProxyEventV2, requestId: string, now: Date): Answer {
  const problem = shed('in_flight', now)
  const { status, code } = problem
  log.write(measuredRefusal({ level: 'info', what: event.routeKey, requestId, status, code }, problem))
  return answerOf(refusal(problem, languageOf(event), now, requestId))
}
