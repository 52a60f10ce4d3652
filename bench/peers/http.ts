import { Agent, type IncomingHttpHeaders, request } from 'node:http'

// Given up before a server's five seconds are over: else a request may be sent into a connection that is just being closed.
const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 3000 })

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: single fields of many answers are read
  body: any
}

/** One request on a kept connection; undefined is the body of an answer that is no JSON object. */
export function send(method: 'GET' | 'POST', url: string, headers: { [name: string]: string }, input?: object): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const text = input ? JSON.stringify(input) : ''
    const said = text ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) } : {}
    const asking = request(url, { method, agent, headers: { ...headers, ...said } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const body = text.startsWith('{') ? JSON.parse(text) : undefined
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    asking.on('error', reject)
    asking.end(text)
  })
}
