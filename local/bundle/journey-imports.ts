import { importKey } from '../../functions/imports/items.ts'
import { dueAt } from '../../functions/kernel/due.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import type { RouteName } from '../../shared/routes.ts'
import type { Lambda } from './lambda.ts'

type Call = (name: RouteName, request?: Parameters<Lambda['call']>[1]) => Promise<{ [field: string]: unknown }>

/** Two files of stores: one confirmed by its merchant, one that the job finishes because its caller went away. */
export async function importTwice(table: Table, call: Call, token: string, merchantId: string, jobs: Lambda): Promise<void> {
  const upload = async (name: string) => {
    const csv = `name,address,city,lat,lng,hours\n${name},1 Quay,Xiamen,24.45,118.08,Mon-Fri 9:00-18:00\n`
    const body = { file: Buffer.from(csv).toString('base64'), format: 'csv' }
    return String((await call('importStores', { token, key: name, body })).importId)
  }
  await call('confirmImport', { token, path: { importId: await upload('Quay') } })
  const importId = await upload('Mole')
  const overdue = dueAt(importId, new Date(Date.now() - 60_000).toISOString(), 'import')
  await table.commit({ change: importKey(merchantId, importId), set: { state: 'running', ...overdue }, when: 'always' })
  await jobs.invoke({})
  const { state, made } = await call('getImport', { token, path: { importId } })
  if (state !== 'done' || made !== 1) throw new Error(`the job left the import ${state} with ${made} stores`)
}
