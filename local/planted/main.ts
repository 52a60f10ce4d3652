import { copyTree } from './copy.ts'
import { mistakes } from './mistakes.ts'

/**
 * `npm run planted [words]`: plants each mistake (or those whose words are given) in a copy of the tree and runs the test that is said to
 * catch it, without and with the mistake. Ends with an error where a test does not pass without it, or does not fail with it.
 */
const words = process.argv.slice(2)
const chosen = mistakes.filter(({ mistake }) => words.length === 0 || words.some((word) => mistake.includes(word)))
const copy = copyTree()
let missed = 0
try {
  for (const { mistake, plants, suite, test } of chosen) {
    const sound = copy.run(suite, test)
    copy.plant(plants)
    const caught = copy.run(suite, test)
    copy.heal(plants)
    const holds = sound === 'passed' && caught === 'failed'
    if (!holds) missed += 1
    process.stdout.write(`${holds ? 'caught' : 'MISSED'}: ${mistake}: ${suite}: ${test} (${sound} without, ${caught} with)\n`)
  }
} finally {
  copy.remove()
}
process.stdout.write(`${chosen.length} planted, ${missed} missed\n`)
process.exitCode = missed > 0 || chosen.length === 0 ? 1 : 0
