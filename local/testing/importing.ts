import type { StoreItem } from '../../functions/stores/stores.ts'
import type { Asked, FrontDoor } from './front-door.ts'

export const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64')

/** What tests of imports do again and again, as the seeded marketer. */
export async function newImporting(door: FrontDoor) {
  const token = await door.tokenOf('seed-marketer')
  let nth = 0
  const upload = (bytes: Buffer | string, asked: Asked = {}) =>
    door.call('importStores', { file: base64(bytes), format: 'csv' }, { token, ...asked })
  const confirm = (importId: string) => door.call('confirmImport', { importId }, { token })

  /** Calls until all is done, as the page does. */
  async function confirmAll(importId: string) {
    for (let calls = 1; calls < 50; calls++) {
      const { body } = await confirm(importId)
      if (body.done === body.total) return { ...body, calls }
    }
    throw new Error(`${importId} never ends`)
  }

  /** The merchant's stores whose names begin so, straight from the index. */
  async function stores(prefix: string): Promise<StoreItem[]> {
    const found: StoreItem[] = []
    let cursor: string | undefined
    do {
      const page = await door.table.query({ index: 'list', pk: 'STORES#mer_01HALLEYCAFE00000000000000', cursor })
      found.push(...(page.items as StoreItem[]))
      cursor = page.cursor
    } while (cursor !== undefined)
    return found.filter(({ name }) => name.startsWith(prefix))
  }

  /** A file of stores that no other test has. */
  function some(count: number): { prefix: string; csv: string } {
    nth += 1
    const prefix = `试${nth}·`
    const rows = Array.from({ length: count }, (_, n) => `${prefix}${n},路 ${n} 号,成都,104.0${n},30.6,T${nth}-${n}`)
    return { prefix, csv: ['店名,地址,城市,经度,纬度,编号', ...rows].join('\n') }
  }

  return { token, upload, confirm, confirmAll, stores, some }
}

export type Importing = Awaited<ReturnType<typeof newImporting>>
