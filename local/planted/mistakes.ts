import { counter } from './counter.ts'
import { coupons } from './coupons.ts'
import { groups } from './groups.ts'
import { payments } from './payments.ts'

/**
 * A mistake that other systems ship (architecture.md lists them) as it would look in ours: what is replaced by what, and the test that says
 * no. `npm run planted` plants them one by one in a copy of the tree; docs/decisions/0031 lists them.
 */
export interface Mistake {
  /** In the words of the list. */
  mistake: string
  /** Each `from` stands once in its file. */
  plants: { file: string; from: string; to: string }[]
  /** What says no: the file, and the words of the test in it. */
  suite: string
  test: string
}

export const mistakes: Mistake[] = [...payments, ...coupons, ...groups, ...counter]
