import type { FrontDoor } from '../../local/testing/front-door.ts'
import type { CallOf } from '../../shared/api.ts'

type Form = Omit<CallOf<'createBatch'>, 'promotionId'>

/** Batches on sale through the front door: only what a row says differs from an ordinary one. */
export function newBatches(door: FrontDoor) {
  let made = 0

  async function batch(form: Partial<Form> = {}): Promise<string> {
    const token = await door.tokenOf('seed-marketer')
    const at = (days: number) => new Date(door.clock.now().getTime() + days * 86_400_000).toISOString()
    made += 1
    const { promotionId } = (await door.call('createPromotion', { name: `bench ${made}`, from: at(-1), to: at(30) }, { token }))
      .body
    const benefit = { kind: 'amount' as const, offFen: 1000, minSpendFen: 3000 }
    const validity = { kind: 'days' as const, days: 7 }
    const asked = { promotionId, title: `bench ${made}`, total: 1_000_000, perMember: 1, benefit, validity, ...form }
    const created = await door.call('createBatch', asked, { token })
    if (created.status !== 201) throw new Error(`the batch was refused: ${JSON.stringify(created.body)}`)
    await door.call('launchPromotion', { promotionId, despite: ['conflict'] }, { token })
    return created.body.batchId
  }

  return { batch }
}
