import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * As little as a claim can be over HTTP: node:http, and on SQLite with the settings of our own table (WAL, synchronous=FULL) one off the
 * stock if there is one, and the coupon if it is not there, both or none. No session, no contract, no words. `/alone` waits for the disk
 * itself; `/together` shares the wait with what arrives in the same turn, as our table does; `/empty` answers at once.
 */
const db = new DatabaseSync(join(process.argv[2] ?? '.', 'bare.db'))
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536;
  CREATE TABLE stock (id TEXT PRIMARY KEY, remaining INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE coupons (guest TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
  INSERT INTO stock VALUES ('S', 1000000000)`)
const begin = db.prepare('BEGIN IMMEDIATE')
const take = db.prepare("UPDATE stock SET remaining = remaining - 1 WHERE id = 'S' AND remaining >= 1")
const put = db.prepare('INSERT INTO coupons VALUES (?, ?) ON CONFLICT DO NOTHING')
const end = db.prepare('COMMIT')
const undo = db.prepare('ROLLBACK')

type Answer = (status: number) => void
let waiting: { guest: string; answer: Answer }[] = []

function claim(guest: string): void {
  if (take.run().changes !== 1 || put.run(guest, new Date().toISOString()).changes !== 1) throw new Error(`${guest} got none`)
}

function alone(guest: string, answer: Answer): void {
  begin.run()
  try {
    claim(guest)
    end.run()
    answer(201)
  } catch {
    undo.run()
    answer(409)
  }
}

function together(guest: string, answer: Answer): void {
  waiting.push({ guest, answer })
  if (waiting.length > 1) return
  setImmediate(() => {
    const group = waiting
    waiting = []
    begin.run()
    for (const { guest } of group) claim(guest)
    end.run()
    for (const { answer } of group) answer(201)
  })
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

const server = createServer(async (request, response) => {
  if (request.url === '/empty') {
    response.writeHead(204).end()
    return
  }
  await read(request)
  const answer: Answer = (status) => {
    const text = `{"status":${status}}`
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length }).end(text)
  }
  const claimed = request.url === '/together' ? together : alone
  claimed(request.headers.authorization ?? '', answer)
})
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on('disconnect', () => process.exit())
