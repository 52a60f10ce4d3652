import { createServer } from 'node:net'

/** The first port of a block that nobody listens on: API, web app, sandbox and its control (+0, +100, +200, +201). */
export async function freeBlock(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const base = 10_000 + Math.floor(Math.random() * 22_000)
    const free = await Promise.all([0, 100, 200, 201].map((step) => isFree(base + step)))
    if (!free.includes(false)) return base
  }
  throw new Error('no free block of ports')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
