import { createServer } from 'node:net'

/** Jest's two workers look on ground of their own: what is free for both is not for long. All of it lies below the ports of callers. */
const [first, each] = [10_000, 11_000]
const ground = first + each * (Number(process.env.JEST_WORKER_ID ?? 0) % 2)
const widest = 201

/** The first port of a block that nobody listens on: API, web app, sandbox and its control (+0, +100, +200, +201). */
export async function freeBlock(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const base = ground + Math.floor(Math.random() * (each - widest))
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
