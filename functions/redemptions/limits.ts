import type { Limit } from '../kernel/tries.ts'

/**
 * How often in a quarter of an hour somebody may be wrong about a code: a clerk, all the clerks of a store together (more, so that
 * one of them does not shut the others out), and everybody together about one member's number.
 */
const mostWrong = { clerk: 5, store: 30, number: 10 }

/** The limits of one look; without a number, of a look that guesses at no number. */
export function limitsOf(clerkId: string, storeId: string, number?: string): Limit[] {
  return [
    { of: clerkId, most: mostWrong.clerk },
    { of: storeId, most: mostWrong.store },
    ...(number === undefined ? [] : [{ of: number, most: mostWrong.number }]),
  ]
}
