import type { OutputOf } from '../../shared/api.ts'
import type { Target } from '../../shared/touchpoints.ts'
import type { Stack } from './stack.ts'

/** A poster of the seeded merchant. */
export async function newPoster(stack: Stack, promotionId: string, target: Target): Promise<OutputOf<'createTouchpoint'>> {
  const { token } = await stack.login('seed-marketer')
  const cost = { kind: 'fixed' as const, fen: 20_000 }
  return stack.call('createTouchpoint', { promotionId, kind: 'poster', place: '春熙路站 B 口', cost, target }, token)
}
