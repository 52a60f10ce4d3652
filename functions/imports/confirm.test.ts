import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { type Importing, newImporting } from '../../local/testing/importing.ts'
import { storesFile } from '../../local/testing/stores-file.ts'
import type { StoreItem } from '../stores/stores.ts'

let door: FrontDoor
let token: string
let upload: Importing['upload']
let confirm: Importing['confirm']
let confirmAll: Importing['confirmAll']
let stores: Importing['stores']
let some: Importing['some']
beforeAll(async () => {
  door = await frontDoor()
  ;({ token, upload, confirm, confirmAll, stores, some } = await newImporting(door))
})

describe('confirmImport', () => {
  it('answers the same when it is all done', async () => {
    const { importId } = (await upload(some(3).csv)).body
    const once = await confirmAll(importId)
    expect((await confirm(importId)).body).toEqual({ ...once, calls: undefined })
  })

  it('goes on after a kill between any two commits: no store twice, none missing', async () => {
    const { prefix, csv } = some(230)
    const { importId } = (await upload(csv)).body
    const commit = door.table.commit
    for (let lives = 0; ; lives++) {
      expect(lives).toBeLessThan(10)
      let left = lives % 2
      door.table.commit = async (...writes) => {
        // One more commit, then the process dies: before it, or after it with the answer lost.
        if (left-- > 0) return commit.call(door.table, ...writes)
        if (lives % 3 === 0) await commit.call(door.table, ...writes)
        throw new Error('killed')
      }
      const { status } = await confirm(importId)
      door.table.commit = commit
      if (status === 200) break
    }
    expect((await door.call('getImport', { importId }, { token })).body).toMatchObject({
      state: 'done',
      done: 230,
      made: 230,
      kept: 0,
    })
    expect(new Set((await stores(prefix)).map(({ name }) => name)).size).toBe(230)
    expect(await stores(prefix)).toHaveLength(230)
  })

  it('is finished by the job when its caller never comes back, and the job leaves one alone that is moving', async () => {
    const { prefix, csv } = some(2100)
    const { importId } = (await upload(csv)).body
    const state = async () => (await door.call('getImport', { importId }, { token })).body
    await confirm(importId)
    door.clock.offsetMs += 20_000
    await confirm(importId)
    // Half a minute after it was begun, but not after it moved last.
    door.clock.offsetMs += 20_000
    await door.runJobs()
    expect(await state()).toMatchObject({ state: 'running', done: 2000 })
    door.clock.offsetMs += 11_000
    await door.runJobs()
    expect(await state()).toMatchObject({ state: 'done', done: 2100, made: 2100 })
    expect(await stores(prefix)).toHaveLength(2100)
    const shards = Array.from({ length: 16 }, (_, n) => door.table.query({ index: 'due', pk: `DUE#${n}` }))
    const waiting = (await Promise.all(shards)).flatMap(({ items }) => items)
    expect(waiting.filter(({ importId: id }) => id === importId)).toEqual([])
  }, 60_000)

  it('is not thrown back by a caller who was held up while another went on', async () => {
    const { csv } = some(1100)
    await confirmAll((await upload(csv)).body.importId)
    const { importId } = (await upload(`${csv}\n`)).body
    const commit = door.table.commit
    let calls = 0
    door.table.commit = async (...writes) => {
      calls += 1
      // The first call only starts it; the second waits until somebody else has dealt with a thousand rows.
      if (calls === 2) {
        door.table.commit = commit
        await confirm(importId)
      }
      return commit.call(door.table, ...writes)
    }
    const late = await confirm(importId)
    expect(late.body).toMatchObject({ state: 'done', done: 1100, made: 0, kept: 1100 })
  })

  it('makes each store once when two people confirm at the same time', async () => {
    const { prefix, csv } = some(400)
    const { importId } = (await upload(csv)).body
    await Promise.all([confirm(importId), confirm(importId), confirm(importId)])
    expect(await confirmAll(importId)).toMatchObject({ done: 400, made: 400, kept: 0 })
    expect(await stores(prefix)).toHaveLength(400)
  })

  it('makes each store once when two files with the same stores are confirmed at the same time', async () => {
    const { prefix, csv } = some(400)
    const ids = [(await upload(csv)).body.importId, (await upload(`${csv}\n`)).body.importId]
    await Promise.all(ids.map((importId) => confirmAll(importId)))
    const [one, other] = await Promise.all(ids.map((importId) => confirmAll(importId)))
    expect((one?.made ?? 0) + (other?.made ?? 0)).toBe(400)
    expect(await stores(prefix)).toHaveLength(400)
  })

  it('leaves a store alone that was changed or closed since', async () => {
    const { prefix, csv } = some(3)
    await confirmAll((await upload(csv)).body.importId)
    const [first, second] = await stores(prefix)
    const closed = { from: '2026-01-01', reason: '已搬走', by: '陈晨' }
    await door.table.commit({ put: { ...(first as StoreItem), closed, forGood: true }, when: 'always' })
    await door.table.commit({ put: { ...(second as StoreItem), phone: '400-1' }, when: 'always' })
    const before = await stores(prefix)
    expect(await confirmAll((await upload(csv.replaceAll('成都', '重庆'))).body.importId)).toMatchObject({ made: 0, kept: 3 })
    expect(await stores(prefix)).toEqual(before)
  })

  it('makes nothing of a file in which every row is bad', async () => {
    const { body } = await upload('店名,地址,经度,纬度\n甲,路,x,y\n')
    expect(body).toMatchObject({ good: 0, badRows: 1, bad: [{ field: 'city' }, { field: 'lat' }, { field: 'lng' }] })
    expect((await confirm(body.importId)).body).toMatchObject({ state: 'done', made: 0, done: 0 })
  })

  it('is refused a week later, but one that was begun goes on', async () => {
    const late = some(2)
    const begun = some(1500)
    const lateId = (await upload(late.csv)).body.importId
    const begunId = (await upload(begun.csv)).body.importId
    await confirm(begunId)
    door.clock.offsetMs += 8 * 86_400_000
    expect(await confirm(lateId)).toMatchObject({ status: 409, body: { code: 'import.expired' } })
    expect(await stores(late.prefix)).toEqual([])
    expect((await confirm(begunId)).body).toMatchObject({ state: 'done', made: 1500 })
  })
})

// Last: every look at the feed behind it would go through ten thousand changes.
describe('a chain of 10,000 stores', () => {
  it('is made a thousand at a time, and tells how far it is', async () => {
    const { status, body } = await upload(storesFile(10_000))
    expect({ status, good: body.good }).toEqual({ status: 201, good: 10_000 })
    const first = await confirm(body.importId)
    expect(first.body).toMatchObject({ state: 'running', done: 1000, total: 10_000 })
    const asked = await door.call('getImport', { importId: body.importId }, { token })
    expect(asked.body).toMatchObject({ state: 'running', done: 1000, total: 10_000 })
    const done = await confirmAll(body.importId)
    expect(done).toMatchObject({ calls: 9, state: 'done', made: 10_000, kept: 0 })
    expect(await stores('巷口咖啡·第')).toHaveLength(10_000)
  }, 300_000)
})
