import { Agent, request } from 'node:http'

/** One GraphQL question over HTTP on a kept connection; a session's token goes with it, as Vendure's storefronts send it. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 })

export interface Answer {
  status: number
  /** The session's token, where the answer set one. */
  token: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: single fields of many answers are read
  data: any
  /** Codes of the errors beside the data. */
  errors: string[]
}

export function ask(url: string, query: string, variables: object, token?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify({ query, variables })
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      ...(token && { authorization: `Bearer ${token}` }),
    }
    const asking = request(url, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const header = response.headers['vendure-auth-token']
        const said = Buffer.concat(parts).toString()
        const body = said.startsWith('{') ? JSON.parse(said) : {}
        const errors = (body.errors ?? []).map(
          ({ message, extensions }: { message: string; extensions?: { code?: string } }) =>
            extensions?.code ? `${extensions.code}: ${message}` : message,
        )
        resolve({
          status: response.statusCode ?? 0,
          token: Array.isArray(header) ? header[0] : header,
          data: body.data,
          errors,
        })
      })
    })
    asking.on('error', reject)
    asking.end(text)
  })
}

/** Whether the server failed: by status, or by an internal error in an answer of 200, as GraphQL has it. */
export const failed = ({ status, errors }: Answer): boolean =>
  status >= 500 || errors.some((error) => error.startsWith('INTERNAL_SERVER_ERROR'))
