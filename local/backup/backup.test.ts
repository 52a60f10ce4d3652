import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteIn } from '../../functions/kernel/table/sqlite-folder.ts'
import { takeFolder } from '../data/folder.ts'
import { type Spawned, spawnStart, untilReady } from '../testing/spawned.ts'
import { backUp, restore } from './backup.ts'

const folder = mkdtempSync(join(tmpdir(), 'footfall-backup-'))
let names = 0
const newName = (what: string) => join(folder, `${what}-${++names}`)
const running: Spawned[] = []
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.map(({ ended }) => ended))
  rmSync(folder, { recursive: true })
})

async function started(data: string): Promise<Spawned> {
  const spawned = await spawnStart({ FOOTFALL_DATA: data })
  running.push(spawned)
  await untilReady(spawned)
  return spawned
}

/** What the answers that are read here have in them. */
interface Said {
  code: string
  token: string
  items: { batchId?: string; couponId: string }[]
}

/** The API as a guest's phone has it. */
function guestAt({ base }: Spawned, token = '') {
  const ask = async (method: string, port: number, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Said }
  }
  return {
    login: async (openid: string): Promise<string> => {
      const { code } = (await ask('POST', base + 201, '/login-codes', { openid })).body
      return (await ask('POST', base, '/sessions', { code })).body.token
    },
    offers: async (): Promise<string[]> =>
      (await ask('GET', base, '/offers')).body.items.flatMap(({ batchId }) => batchId ?? []),
    claim: (batchId: string) => ask('POST', base, `/batches/${batchId}/coupons`, {}),
    wallet: async (): Promise<string[]> => (await ask('GET', base, '/me/coupons')).body.items.map(({ couponId }) => couponId),
  }
}

it('of a stack that runs and is written to gives the same wallets when it is restored, to the same people', async () => {
  const data = newName('data')
  const kept = newName('kept')
  const stack = await started(data)
  const token = await guestAt(stack).login('guest-backed-up')
  const guest = guestAt(stack, token)
  const [first = '', second = ''] = await guest.offers()
  expect((await guest.claim(first)).status).toBe(201)
  const before = await guest.wallet()
  expect(before).toHaveLength(1)

  // Others go on claiming while it is made.
  let isMade = false
  const crowd = (async () => {
    let claimed = 0
    for (let nth = 0; !isMade || claimed < 3; nth++) {
      const other = await guestAt(stack).login(`guest-crowd-${nth}`)
      if ((await guestAt(stack, other).claim(first)).status === 201) claimed += 1
    }
    return claimed
  })()
  const made = await run(data, 'backup', kept)
  isMade = true
  expect([made.status, made.stderr]).toEqual([0, ''])
  expect(await crowd).toBeGreaterThanOrEqual(3)

  // What is done after the backup is not in it.
  expect((await guest.claim(second)).status).toBe(201)
  expect((await run(data, 'restore', kept)).stderr).toMatch(/is in use by another Footfall/)
  stack.child.kill('SIGKILL')
  await stack.ended
  const back = await run(data, 'restore', kept)
  expect([back.status, back.stderr]).toEqual([0, ''])
  expect(back.stdout).toMatch(/before-restore/)

  const again = await started(data)
  expect(await guestAt(again, token).wallet()).toEqual(before)
  // And it goes on from there.
  expect((await guestAt(again, token).claim(second)).status).toBe(201)
  expect(await guestAt(again, token).wallet()).toHaveLength(2)
}, 120_000)

/** The command as a person calls it; the test itself goes on meanwhile. */
async function run(data: string, what: 'backup' | 'restore', to: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), what, to], {
    env: { ...process.env, NODE_OPTIONS: '', FOOTFALL_DATA: data },
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => {
    said.stdout += text
  })
  child.stderr.on('data', (text) => {
    said.stderr += text
  })
  const status = await new Promise<number | null>((done) => child.once('close', done))
  return { status, ...said }
}

function small(): { data: string; table: ReturnType<typeof openSqliteIn> } {
  const data = newName('small')
  const table = openSqliteIn(data)
  writeFileSync(join(data, 'keys.json'), '{}')
  return { data, table }
}

it('is all of it, readable by its owner alone, or nothing; and never in the place of something', async () => {
  const { data, table } = small()
  await table.commit({ put: { pk: 'p', sk: 's', n: 1 }, when: 'always' })
  const kept = newName('kept')
  expect(backUp(data, kept)).toBe(1)
  expect(readdirSync(kept).toSorted()).toEqual(['footfall.db', 'keys.json'])
  expect(statSync(kept).mode & 0o077).toBe(0)
  expect(() => backUp(data, kept)).toThrow('is there already')
  expect(() => backUp(newName('nothing'), newName('kept'))).toThrow('nothing to back up')
  expect(readdirSync(folder).filter((name) => name.includes('.making'))).toEqual([])
  table.close()
})

it('of what is damaged, or is none, or goes where somebody runs, is not restored and touches nothing', async () => {
  const { data, table } = small()
  await table.commit({ put: { pk: 'p', sk: 's', n: 1 }, when: 'always' })
  const kept = newName('kept')
  backUp(data, kept)
  table.close()
  const release = takeFolder(data)
  expect(() => restore(kept, data)).toThrow('is in use')
  release()
  writeFileSync(join(kept, 'footfall.db'), 'not a table at all, but long enough to be one'.repeat(100))
  expect(() => restore(kept, data)).toThrow('cannot be read as a table')
  expect(() => restore(newName('none'), data)).toThrow('is no backup')
  expect(existsSync(join(data, 'keys.json'))).toBe(true)
  const still = openSqliteIn(data)
  expect(await still.get({ pk: 'p', sk: 's' })).toMatchObject({ n: 1 })
  still.close()
})
