import type { Grant } from '../../shared/devices.ts'
import { offlineCap } from '../../shared/offline.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Condition, Table } from '../kernel/table/table.ts'
import { mustWorkAt } from '../redemptions/redemptions.ts'
import { grantTo, storeOf } from './grant.ts'
import { type DeviceItem, deviceIdOf, deviceKey, mostDevices } from './items.ts'

/** One that was not in touch for so long gives its place to another: it lost its key, or nobody uses it. */
const quietDays = 7
const races = 5

/** A device by its key; the same again is the same device. Refuses with device.too_many, role.forbidden, store.not_found. */
export async function registerDevice(
  table: Table,
  clerk: Staff,
  asked: { storeId: string; publicKey: string },
  language: Language,
  now: Date,
): Promise<Grant> {
  mustWorkAt(clerk, asked.storeId)
  await storeOf(table, asked.storeId, now)
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    try {
      return await grantTo(table, await registered(table, clerk, asked, now, moved), language, now)
    } catch (problem) {
      // Another of the same person took the place: look again.
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

async function registered(
  table: Table,
  { memberId, merchantId }: Staff,
  { storeId, publicKey }: { storeId: string; publicKey: string },
  now: Date,
  moved: Problem,
): Promise<DeviceItem> {
  const places = Array.from({ length: mostDevices }, (_, at) => at + 1)
  const there = (await table.getMany(places.map((nth) => deviceKey(memberId, nth)))) as DeviceItem[]
  const isOwn = (one: DeviceItem | undefined) => one?.publicKey === publicKey && one.storeId === storeId
  const own = there.find(isOwn)
  if (own) return own
  const [quietest] = there.toSorted((a, b) => (a.grantedAt < b.grantedAt ? -1 : 1))
  const free = places.find((nth) => !there.some(({ sk }) => sk === deviceKey(memberId, nth).sk))
  const quietSince = new Date(now.getTime() - quietDays * 86_400_000).toISOString()
  if (free === undefined && quietest && quietest.grantedAt > quietSince) {
    const freeAt = new Date(Date.parse(quietest.grantedAt) + quietDays * 86_400_000)
    throw new Problem('device.too_many', { retryAt: freeAt.toISOString(), details: { most: mostDevices } })
  }
  const nth = free ?? Number(quietest?.sk.split('#')[1])
  const at = now.toISOString()
  const device: DeviceItem = {
    ...deviceKey(memberId, nth),
    ...{ deviceId: deviceIdOf(memberId, nth, storeId, publicKey), memberId, merchantId, storeId, publicKey },
    ...{ since: at, grantedAt: at, counter: 0, head: '', left: offlineCap.redemptions, leftFen: offlineCap.fen },
  }
  const stillQuiet: Condition = {
    all: [
      { field: 'deviceId', is: quietest?.deviceId ?? '' },
      { field: 'grantedAt', atMost: quietSince },
    ],
  }
  const [saved] = await table.commit({
    put: device,
    when: free === undefined ? stillQuiet : 'absent',
    orElse: (old) => (isOwn(old as DeviceItem | undefined) ? 'mine' : moved),
  })
  return saved as DeviceItem
}
