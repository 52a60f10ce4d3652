import { fork } from 'node:child_process'
import { join } from 'node:path'
import { plainDeal } from '../../local/testing/dealing.ts'
import type { Stack } from '../stack.ts'

/** What a journey needs beside a guest. */
export interface Stage {
  batchId: string
  dealId: string
  storeId: string
  clerk: string
}

/** A promotion on sale with a coupon and a deal, made by the marketer as people make one, and a clerk at the counter. */
export async function setStage({ call, login }: Stack, total = 100_000): Promise<Stage> {
  const [token, clerk] = [await login('seed-marketer'), await login('seed-clerk-1')]
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const { promotionId } = (await call('createPromotion', { name: 'bench', from: at(-1), to: at(30) }, token)).body
  const benefit = { kind: 'amount', offFen: 1000, minSpendFen: 3000 }
  const form = { title: 'bench', total, perMember: 1, benefit, validity: { kind: 'days', days: 7 } }
  const { batchId } = (await call('createBatch', { promotionId, ...form }, token)).body
  const { dealId } = (await call('createDeal', { promotionId, ...plainDeal, total }, token)).body
  const { status, body } = await call('launchPromotion', { promotionId, despite: ['conflict'] }, token)
  if (status >= 300) throw new Error(`the promotion was not launched: ${JSON.stringify(body)}`)
  const { storeIds } = (await call('getMe', {}, clerk)).body.roles[0]
  return { batchId, dealId, storeId: storeIds[0], clerk }
}

/** Tokens of so many guests who logged in a moment ago, elsewhere: the API verifies each the first time it sees it. */
export function newGuests(folder: string, count: number, name = 'bench'): Promise<string[]> {
  const execArgv = ['--disable-warning=ExperimentalWarning']
  const child = fork(join(import.meta.dirname, 'guests.ts'), [folder, String(count), name], { execArgv })
  return new Promise((resolve, reject) => {
    let told: string[] | undefined
    child.once('message', (tokens: string[]) => {
      told = tokens
    })
    child.once('exit', (code) => (told ? resolve(told) : reject(new Error(`no guests: ended with ${code}`))))
  })
}
