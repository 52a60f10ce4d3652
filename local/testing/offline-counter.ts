import type { FrontDoor } from './front-door.ts'
import { type Entry, newKeys, queued, syncOf } from './offline-device.ts'

type Made = { code: string; at?: Date | string; fen?: number; uses?: number; bill?: { totalFen: number; receiptNo?: string } }

/** A counter that lost its network, with a queue of its own: for tests. */
export async function newDevice(door: Pick<FrontDoor, 'call' | 'clock'>, token: string | undefined, storeId: string) {
  const { publicKey, privateKey } = newKeys()
  const asked = { token: token ?? '' }
  const { body: grant } = await door.call('registerDevice', { storeId, publicKey }, asked)
  const { deviceId } = grant
  const queue: (Entry & { head: string })[] = []
  /** By how much this device's clock is behind ours. */
  let behindMs = 0
  const ownTime = (at: Date) => new Date(at.getTime() - behindMs).toISOString()

  /** Hands something over without network, now unless `at` says otherwise. */
  function use({ code, at = door.clock.now(), fen = 1000, uses, bill = { totalFen: 4550 } }: Made) {
    const made = { at: typeof at === 'string' ? at : ownTime(at), code, fen, bill, ...(uses !== undefined && { uses }) }
    const entry = queued(deviceId, privateKey, made, queue.at(-1))
    queue.push(entry)
    return entry
  }
  const sync = (entries: Entry[] = queue, by = asked) =>
    door.call('syncRedemptions', syncOf(deviceId, privateKey, entries, ownTime(door.clock.now())), by)

  return {
    ...{ deviceId, publicKey, privateKey, grant, queue, use, sync },
    isBehind: (ms: number) => {
      behindMs = ms
    },
  }
}

let clerks = 0
/** Somebody who works in a store of the first merchant, new each time: of one person a device is one of few. */
export async function offlineClerk(door: Pick<FrontDoor, 'call' | 'tokenOf' | 'table'>, storeId: string): Promise<string> {
  const token = await door.tokenOf(`offline-clerk-${clerks}`)
  const { memberId } = (await door.call('getMe', {}, { token })).body
  const merchant = { merchantId: 'mer_01HALLEYCAFE00000000000000', merchantName: '巷口咖啡' }
  const roles = [{ role: 'clerk', storeIds: [storeId] }]
  const staff = { memberId, ...merchant, name: `店员·${clerks++}`, roles, state: 'active' }
  await door.table.commit({ put: { pk: `MEMBER#${memberId}`, sk: 'STAFF', ...staff }, when: 'always' })
  return token
}
