import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Brought, Job } from './job.ts'

/**
 * Place an order, pay it at the channel, wait until the voucher is there, show its code, look, redeem. It speaks to two servers and asks
 * for the voucher until it is there, which autocannon's list of requests cannot say: so undici's pool, driven here.
 */
export async function paidJourneys({ base, control, stage, atOnce, guests }: Job): Promise<Brought> {
  const [api, channel] = [new Pool(base, { connections: atOnce }), new Pool(control, { connections: atOnce })]
  const waiting = guests.toReversed()
  const ms: number[] = []
  const failed: Brought['failed'] = {}

  async function ask(pool: Pool, method: 'GET' | 'POST', path: string, token: string, input?: object) {
    const { statusCode, body } = await pool.request({
      ...{ method, path, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } },
      ...(input && { body: JSON.stringify(input) }),
    })
    const answer = await body.text()
    if (statusCode >= 300) throw new Error(`${path.split('/')[1]} ${statusCode} ${answer.slice(0, 120)}`)
    return JSON.parse(answer)
  }

  async function voucherOf(orderId: string, token: string): Promise<string> {
    // Soon at first and then ever more rarely, as the app asks: asking is part of the load.
    for (let [wait, waited] = [30, 0]; waited < 60_000; wait = Math.min(1000, wait * 2)) {
      const { items } = await ask(api, 'GET', '/me/vouchers', token)
      const mine = items.find((one: { orderId: string; state: string }) => one.orderId === orderId && one.state === 'valid')
      if (mine) return mine.voucherId
      await pause(wait)
      waited += wait
    }
    throw new Error('the voucher did not come')
  }

  async function journey(token: string): Promise<void> {
    const { orderId } = await ask(api, 'POST', `/deals/${stage.dealId}/orders`, token, { mode: 'alone', quantity: 1 })
    const { outTradeNo } = await ask(api, 'POST', `/orders/${orderId}/pay`, token, {})
    await ask(channel, 'POST', `/payments/${outTradeNo}/pay`, token, {})
    const voucherId = await voucherOf(orderId, token)
    const { code } = await ask(api, 'POST', '/me/codes', token, { voucherId })
    await ask(api, 'POST', '/redemptions/preview', stage.clerk, { code, storeId: stage.storeId })
    await ask(api, 'POST', '/redemptions', stage.clerk, { code, storeId: stage.storeId })
  }

  async function worker(): Promise<void> {
    for (let token = waiting.pop(); token; token = waiting.pop()) {
      const from = performance.now()
      try {
        await journey(token)
        ms.push(performance.now() - from)
      } catch (error) {
        const what = (error as Error).message
        failed[what] = (failed[what] ?? 0) + 1
      }
    }
  }

  const from = performance.now()
  await Promise.all(Array.from({ length: atOnce }, worker))
  const seconds = (performance.now() - from) / 1000
  await Promise.all([api.close(), channel.close()])
  return { seconds, done: ms.length, ms, failed }
}
