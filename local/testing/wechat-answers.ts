import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Told {
  path: string
  body: { [field: string]: unknown }
}

/** WeChat's server APIs for tests of what is sent there: it answers errcodes as it is told (0 where nothing is said), and keeps what came. */
export async function wechatAnswers() {
  const told: Told[] = []
  const next: (number | 'drop')[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const [path = ''] = (request.url ?? '').split('?')
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}')
      if (path === '/cgi-bin/stable_token') return response.end(JSON.stringify({ access_token: 'a-token', expires_in: 7200 }))
      if (path === '/wxa/msg_sec_check') return response.end(JSON.stringify({ errcode: 0, result: { suggest: 'pass' } }))
      told.push({ path, body })
      const errcode = next.shift() ?? 0
      if (errcode === 'drop') return response.destroy()
      response.end(JSON.stringify({ errcode, errmsg: 'said' }))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  server.unref()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told, next, close: () => server.close() }
}
