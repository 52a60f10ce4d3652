import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.ts'
import type { Cors } from './deployment.ts'

/** A preflight is answered by API Gateway itself, whether or not the route exists. */
export function isPreflight(method: string, headers: IncomingHttpHeaders): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

/** 204; without the CORS headers where the origin is not allowed, so that the browser refuses. */
export function preflightAnswer(cors: Cors, origin: string): Answer {
  if (!allows(cors, origin)) return { status: 204, headers: [], body: Buffer.alloc(0) }
  const headers = [...originHeaders(cors, origin)]
  if (cors.methods.length > 0) headers.push(['access-control-allow-methods', cors.methods.join(',')])
  if (cors.headers.length > 0) headers.push(['access-control-allow-headers', cors.headers.join(',').toLowerCase()])
  if (cors.maxAgeSeconds !== undefined) headers.push(['access-control-max-age', String(cors.maxAgeSeconds)])
  return { status: 204, headers, body: Buffer.alloc(0) }
}

/** Where CORS is configured, API Gateway drops the handler's own CORS headers and sets its own. */
export function withCors(answer: Answer, cors: Cors, origin: string | undefined): Answer {
  const headers = answer.headers.filter(([name]) => !name.startsWith('access-control-'))
  if (origin !== undefined && allows(cors, origin)) headers.push(...originHeaders(cors, origin))
  return { ...answer, headers }
}

function originHeaders(cors: Cors, origin: string): [string, string][] {
  const any = cors.origins.includes('*') && !cors.credentials
  const headers: [string, string][] = [['access-control-allow-origin', any ? '*' : origin]]
  if (!any) headers.push(['vary', 'Origin'])
  if (cors.credentials) headers.push(['access-control-allow-credentials', 'true'])
  if (cors.exposed.length > 0) headers.push(['access-control-expose-headers', cors.exposed.join(',').toLowerCase()])
  return headers
}

const allows = (cors: Cors, origin: string) =>
  cors.origins.some(
    (allowed) =>
      allowed === '*' || allowed === origin || (/^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1))),
  )
