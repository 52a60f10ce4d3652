import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { drawing } from '../testing/drawing.ts'
import type { Uses } from './actions.ts'
import { type Allowed, actionsOn } from './roles.ts'

/** As much of AWS as the packaged functions meet: DynamoDB Local behind their roles, one parameter of SSM, and WeChat. */
export interface Cloud {
  endpoint: string
  /** What was refused for want of a right. */
  refused: string[]
  /** Which rights were used, for each function: "GetItem on Table.Arn". */
  used: Map<string, Set<string>>
  stop(): void
}

interface Options {
  dynamoDb: string
  /** By access key: each function signs with its own name. */
  roles: Map<string, Allowed[]>
  parameter: { name: string; value: string }
}

export async function startCloud({ dynamoDb, roles, parameter }: Options): Promise<Cloud> {
  const refused: string[] = []
  const used = new Map<string, Set<string>>()
  const shelved = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const raw = await buffer(request)
    const body = raw.toString()
    if (request.url?.startsWith('/sns/jscode2session'))
      return reply(response, 200, { openid: new URL(request.url, 'http://x').searchParams.get('js_code') })
    if (request.url === '/cgi-bin/stable_token') return reply(response, 200, { access_token: 'token', expires_in: 7200 })
    if (request.url?.startsWith('/cgi-bin/message/') || request.url?.startsWith('/wxa/sec/order/'))
      return reply(response, 200, { errcode: 0 })
    if (request.url?.startsWith('/wxa/getwxacodeunlimit')) return response.writeHead(200).end(blackSquare)
    if (request.url?.startsWith('/wxa/msg_sec_check')) return reply(response, 200, { errcode: 0, result: { suggest: 'pass' } })
    const who = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'nobody'
    if (request.url?.startsWith('/pictures-bucket/')) return shelf(shelved, roles.get(who) ?? [], request, raw, response)
    const [service = '', operation = ''] = String(request.headers['x-amz-target']).split('.')
    const asked = JSON.parse(body)
    const needed = service === 'AmazonSSM' ? [['ssm', operation, parameterArn(asked.Name)]] : rightsOf(operation, asked)
    for (const [kind = '', action = '', resource = ''] of needed) {
      const right = `${action} on ${resource}`
      if (!actionsOn(roles.get(who) ?? [], kind, resource).includes(action)) {
        refused.push(`${who}: ${right}`)
        return reply(response, 400, {
          __type: 'com.amazon.coral.service#AccessDeniedException',
          message: `not authorized: ${right}`,
        })
      }
      used.set(who, (used.get(who) ?? new Set()).add(right))
    }
    if (service !== 'AmazonSSM') return forward(dynamoDb, request, body, response)
    if (asked.Name === parameter.name) return reply(response, 200, { Parameter: { Name: asked.Name, Value: parameter.value } })
    return reply(response, 400, { __type: 'ParameterNotFound', message: 'there is none' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    used,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The rights that a function made use of, in the form of what its role grants. */
export function usedRights({ used }: Cloud, name: string): Uses {
  const rights = [...(used.get(name) ?? [])].map((right) => right.split(' on ') as [string, string])
  const queried = rights.flatMap(([, resource]) => /\/index\/(.*)/.exec(resource)?.[1] ?? [])
  const onTable = rights.filter(([, resource]) => resource === 'Table.Arn').map(([action]) => action)
  return { table: onTable.sort(), indexes: queried.sort(), secrets: rights.some(([, resource]) => resource.includes(':ssm:')) }
}

/** As much of S3 as the shelf of pictures needs, in path style, under the role of who asks. */
function shelf(
  shelved: Map<string, Buffer>,
  role: Allowed[],
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
) {
  const name = (request.url ?? '').split('?')[0] ?? ''
  const action = request.method === 'PUT' ? 'PutObject' : 'GetObject'
  if (!actionsOn(role, 's3', 'Pictures.Arn/*').includes(action)) return response.writeHead(403).end()
  if (action === 'PutObject') {
    shelved.set(name, body)
    return response.writeHead(200, { etag: '"1"' }).end()
  }
  const found = shelved.get(name)
  if (found) return response.writeHead(200, { 'content-length': found.length }).end(found)
  return response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
}

/** What stands for a mini-program code. */
const blackSquare = Buffer.from(drawing(280, 280, 0), 'base64')

const parameterArn = (name: string) => `arn:AWS::Partition:ssm:AWS::Region:AWS::AccountId:parameter${name}`

/** The rights an operation needs, by AWS's service authorization reference: a transaction needs those of its parts. */
function rightsOf(operation: string, asked: { IndexName?: string; TransactItems?: object[] }): [string, string, string][] {
  const parts = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', ConditionCheck: 'ConditionCheckItem' }
  if (operation === 'TransactWriteItems') {
    const kinds = (asked.TransactItems ?? []).flatMap((item) => Object.keys(item)) as (keyof typeof parts)[]
    return kinds.map((kind) => ['dynamodb', parts[kind], 'Table.Arn'])
  }
  return [['dynamodb', operation, asked.IndexName ? `Table.Arn/index/${asked.IndexName}` : 'Table.Arn']]
}

async function forward(to: string, { headers }: IncomingMessage, body: string, response: ServerResponse) {
  const passed = Object.entries(headers).filter(([name]) => /^(x-amz-|authorization|content-type)/.test(name)) as [
    string,
    string,
  ][]
  const answer = await fetch(to, { method: 'POST', headers: passed, body })
  response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(await answer.text())
}

function reply(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
}
