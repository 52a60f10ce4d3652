import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { api } from '../../shared/api.ts'
import { sentence } from '../../shared/problems.ts'
import { routes } from '../../shared/routes.ts'
import { bundle } from './bundle.ts'

const folder = join(import.meta.dirname, '../..')
const textOf = async (name: string) => new TextDecoder().decode((await bundle(folder, `functions/${name}/handler.ts`)).code)

test('a bundle carries the routes of its function and the sentences of what that can refuse with, and no others', async () => {
  const coupons = await textOf('coupons')
  for (const code of ['batch.sold_out', 'input.invalid', 'server.fault', 'store.not_found'] as const) {
    expect(coupons).toContain(sentence(code, 'zh'))
    expect(coupons).toContain(sentence(code, 'en'))
  }
  for (const route of [routes.claimCoupon, routes.showCode]) expect(coupons).toContain(route)
  expect(coupons).not.toContain(sentence('import.old_excel', 'zh'))
  expect(coupons).not.toContain(routes.importStores)
  expect(coupons).not.toContain(api.claimCoupon.summary)
  const jobs = await textOf('jobs')
  expect(jobs).toContain('table.busy')
  expect(jobs).not.toContain(sentence('table.busy', 'zh'))
  const system = await textOf('system')
  for (const route of Object.values(routes)) expect(system).toContain(route)
  for (const { summary } of Object.values(api)) expect(system).toContain(summary)
  expect(await textOf('imports')).toContain(sentence('import.old_excel', 'zh'))
}, 60_000)
