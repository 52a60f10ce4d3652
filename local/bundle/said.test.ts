import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { api } from '../../shared/api.ts'
import { sentence } from '../../shared/problems.ts'
import { routes } from '../../shared/routes.ts'
import { bundle } from './bundle.ts'
import { leanContracts } from './lean-contracts.ts'

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

test('a contract comes without what it gives and makes what it takes when it is first called; what nobody names can fall out', () => {
  const source = `
    import * as z from 'zod'
    export const Held = z.object({ 券: z.string() })
    export const asked = 'plain'
    export const contracts = {
      claim: { summary: '', input: z.strictObject({ 号: z.string() }), output: z.array(Held), refuses: [] },
      other: { input: 1, output: 2 },
    } as const
  `
  // The second file of a process: what is counted from its start must not go on from the first.
  leanContracts(source)
  const lean = leanContracts(source)
  expect(lean).toContain('export const Held = /* @__PURE__ */ (() => (z.object({ 券: z.string() })))()')
  expect(lean).toContain("export const asked = 'plain'")
  expect(lean).toContain('other: { input: 1, output: 2 }')
  expect(lean).toContain('output: undefined, refuses: []')
  const made: string[] = []
  const z = {
    strictObject: (shape: object) => made.push(...Object.keys(shape)),
    string: () => '',
    array: () => '',
    object: () => '',
  }
  const run = lean
    .replace(/import .*/, '')
    .replaceAll('export const', 'var')
    .replace('as const', '')
  const { claim } = new Function('z', `${run}; return contracts`)(z)
  expect(made).toEqual([])
  expect([claim.input, claim.input, claim.output]).toEqual([1, 1, undefined])
  expect(made).toEqual(['号'])
})
