import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Refusal } from './refusal.ts'

/** A port on 127.0.0.1 that is ours from the first moment on; what answers there may come later. */
export interface Door {
  url: string
  /** From now on this answers; before, callers are told to wait a moment. */
  serve(listener: RequestListener): void
  /** Takes nothing new, lets what is under way finish for `graceMs`, then cuts. */
  close(graceMs: number): Promise<void>
}

/** Takes the port (0: any that is free), or refuses with one sentence that says who may have it. */
export async function openDoor(port: number, what: string): Promise<Door> {
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' }).end('Footfall is starting.\n')
  }
  const server = createServer((request, response) => {
    try {
      listener(request, response)
    } catch (error) {
      // One bad request must not end the process that serves all others.
      console.error(`${what}: ${request.method} ${request.url} failed`, error)
      response.destroy()
    }
  })
  // Longer than clients keep a connection, so that it is never we who close one just as the next request leaves.
  server.keepAliveTimeout = 75_000
  await listening(server, port, what)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (next) => {
      listener = next
    },
    close: (graceMs) => close(server, graceMs),
  }
}

function listening(server: Server, port: number, what: string): Promise<void> {
  return new Promise((done, refuse) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        refuse(
          new Refusal(
            `Port ${port} (${what}) is taken by another program: stop it, or choose another block with FOOTFALL_PORT=5000.`,
          ),
        )
      else if (error.code === 'EACCES')
        refuse(
          new Refusal(`Port ${port} (${what}) may not be used by this user: choose another block with FOOTFALL_PORT=5000.`),
        )
      else refuse(new Refusal(`Port ${port} (${what}) cannot be used: ${error.message}`, error))
    })
    server.listen(port, '127.0.0.1', done)
  })
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((done) => {
    // Answers under way keep their connection busy; each is let go as soon as it is idle.
    const sweep = setInterval(() => server.closeIdleConnections(), 20)
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      done()
    })
  })
}
