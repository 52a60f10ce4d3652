import { Readable } from 'node:stream'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { localClient } from './engines.ts'

/** What befalls one request on its way, for tests only: an answer made up, or an answer lost before or after the effect. */
export type Fault = 'none' | 'lost before' | 'lost after' | { status: number; body: object }

/** A request as it went over the wire. */
export interface Sent {
  operation: string
  token: string | undefined
}

/** The real SDK client against DynamoDB Local; each request meets the next fault, and none when they are used up. */
export interface FaultyClient {
  client: DynamoDBClient
  faults: Fault[]
  sent: Sent[]
  /** Every request from now on meets this fault. */
  always(fault: Fault): void
}

const namespace = 'com.amazonaws.dynamodb.v20120810#'

export const throttled: Fault = { status: 400, body: { __type: `${namespace}ThrottlingException`, message: 'slow down' } }
export const conflict: Fault = { status: 400, body: { __type: `${namespace}TransactionConflictException`, message: 'in use' } }

/** A cancelled transaction, with a code for each of its writes. */
export function cancelled(...codes: string[]): Fault {
  const CancellationReasons = codes.map((Code) => ({ Code }))
  return {
    status: 400,
    body: { __type: `${namespace}TransactionCanceledException`, message: codes.join(), CancellationReasons },
  }
}

export function faultyClient(endpoint: string): FaultyClient {
  const client = localClient(endpoint)
  const wire = client.config.requestHandler
  const faulty: FaultyClient = {
    client,
    faults: [],
    sent: [],
    always(fault) {
      standing = fault
    },
  }
  let standing: Fault = 'none'
  const handle: typeof wire.handle = async (request, options) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    faulty.sent.push({ operation, token: JSON.parse(new TextDecoder().decode(request.body)).ClientRequestToken })
    const fault = faulty.faults.shift() ?? standing
    if (typeof fault === 'object') {
      const headers = { 'content-type': 'application/x-amz-json-1.0' }
      return { response: Object.assign(answerOf(fault), { headers }) } as Awaited<ReturnType<typeof wire.handle>>
    }
    if (fault === 'lost before') throw timeout()
    const answer = await wire.handle(request, options)
    if (fault === 'lost after') throw timeout()
    return answer
  }
  client.config.requestHandler = new Proxy(wire, {
    get: (target, name) => (name === 'handle' ? handle : Reflect.get(target, name)),
  })
  return faulty
}

const answerOf = ({ status, body }: { status: number; body: object }) => ({
  statusCode: status,
  body: Readable.from([Buffer.from(JSON.stringify(body))]),
})

/** As the SDK's own HTTP handler words a socket that stayed silent. */
const timeout = () => Object.assign(new Error('the answer was lost'), { name: 'TimeoutError' })
