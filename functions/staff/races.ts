import { Problem } from '../../shared/problem.ts'

const most = 5

/** Does again what found its item changed since it was read: the work throws `moved`, and reads anew. Refuses with table.busy. */
export async function untilStill<T>(work: (moved: Problem) => Promise<T>): Promise<T> {
  const moved = new Problem('table.busy')
  for (let race = 0; race < most; race++) {
    try {
      return await work(moved)
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}
