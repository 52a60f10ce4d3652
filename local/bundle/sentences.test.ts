import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { sentence } from '../../shared/problems.ts'
import { bundle } from './bundle.ts'

const folder = join(import.meta.dirname, '../..')
const textOf = async (name: string) => new TextDecoder().decode((await bundle(folder, `functions/${name}/handler.ts`)).code)

test('a bundle carries the sentences of what its function can refuse with, in both languages, and no others', async () => {
  const coupons = await textOf('coupons')
  for (const code of ['batch.sold_out', 'input.invalid', 'server.fault', 'store.not_found'] as const) {
    expect(coupons).toContain(sentence(code, 'zh'))
    expect(coupons).toContain(sentence(code, 'en'))
  }
  expect(coupons).not.toContain(sentence('import.old_excel', 'zh'))
  expect(await textOf('imports')).toContain(sentence('import.old_excel', 'zh'))
}, 60_000)
