import type { Step } from './steps.ts'

/** All that became of one thing, whose it is, and how its first member came. */
export interface Thread {
  merchantId: string
  promotionId?: string | undefined
  trace?: string | undefined
  zone: string
  steps: Step[]
}
