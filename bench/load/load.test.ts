import { type Stack, startStack } from '../stack.ts'
import type { Job } from './job.ts'
import { type Load, startLoad } from './load.ts'
import { newGuests, type Stage, setStage } from './stage.ts'

let stack: Stack
let stage: Stage
let load: Load
let guests: string[]
beforeAll(async () => {
  load = startLoad()
  stack = await startStack({ sandboxApart: true })
  stage = await setStage(stack, 100)
  guests = await newGuests(stack.folder, 5)
}, 120_000)
afterAll(async () => {
  await load.stop()
  await stack?.stop()
}, 30_000)

const job = (kind: Job['kind'], tokens: string[]): Job => {
  const { base, control } = stack
  return { kind, base, control, stage, atOnce: tokens.length, guests: tokens }
}

it('guests of the generator claim, show and redeem coupons, and buy, pay and use vouchers, the sandbox in a process of its own', async () => {
  const coupons = await load.run(job('coupon', guests.slice(0, 2)))
  const paid = await load.run(job('paid', guests.slice(0, 2)))
  expect([coupons, paid].map(({ done, ms }) => [done, ms.length])).toEqual([
    [2, 2],
    [2, 2],
  ])
  const [token] = guests
  expect((await stack.call('listMyCoupons', {}, token)).body.items).toMatchObject([{ state: 'redeemed' }])
  expect((await stack.call('listMyVouchers', {}, token)).body.items).toMatchObject([{ state: 'redeemed' }])
}, 60_000)

it('a journey that fails is no figure: the run says what was answered', async () => {
  await expect(load.run(job('coupon', ['no-token']))).rejects.toThrow('coupon load: {"401')
  await expect(load.run(job('paid', ['no-token']))).rejects.toThrow('paid load: {"deals 401')
}, 60_000)

it('a storm counts only the answers it wants', async () => {
  const asked = {
    kind: 'storm' as const,
    url: `${stack.base}/health`,
    method: 'GET' as const,
    tokens: [],
    atOnce: 2,
    amount: 6,
  }
  expect(await load.run({ ...asked, status: 200 })).toMatchObject({ done: 6, failed: {} })
  await expect(load.run({ ...asked, status: 204 })).rejects.toThrow('storm load: {"200')
}, 60_000)
