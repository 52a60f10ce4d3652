import { type Report, reportOf } from './report.ts'
import { greatRush, roughRush } from './scenarios.ts'

/**
 * `node local/simulation/main.ts [rough seeds] [great seeds] [seconds]`: one line for each, and what was broken, with the seed to see it
 * again. Ends with an error where anything was.
 */
const [rough = 50, great = 3, seconds = 3] = process.argv.slice(2).map(Number)

let broken = 0
function tell(name: string, { rate, unitsPerClaim, callsPerClaim, soldInRush, claimed, wrong }: Report) {
  const figures = `${rate}/s, ${unitsPerClaim.toFixed(2)} units and ${callsPerClaim.toFixed(2)} calls a claim`
  process.stdout.write(
    `${name}: ${figures}, ${soldInRush} in the rush, ${claimed} in the end, ${wrong.length || 'nothing'} broken\n`,
  )
  for (const promise of wrong.slice(0, 5)) process.stdout.write(`    ${promise}\n`)
  broken += wrong.length
}

for (let seed = 1; seed <= rough; seed++)
  for (const flash of [true, false])
    tell(`rough ${seed} ${flash ? 'flash' : 'ordinary'}`, await reportOf(roughRush(seed, flash)))
for (let seed = 1; seed <= great; seed++) {
  tell(`great ${seed} flash, warm`, await reportOf(greatRush(seed, true, { seconds, partitions: 60 })))
  tell(`great ${seed} flash, not warmed`, await reportOf(greatRush(seed, true, { seconds, partitions: 4 })))
  tell(`great ${seed} ordinary, warm`, await reportOf(greatRush(seed, false, { seconds, partitions: 60 })))
}
process.exitCode = broken > 0 ? 1 : 0
