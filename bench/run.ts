import { fork } from 'node:child_process'
import { join } from 'node:path'
import { busySince, busyTimes } from './machine.ts'
import type { Figure } from './row.ts'
import type { Listed } from './rows.ts'

/** What a row's process says at its end. */
export interface Told {
  figures: Figure[]
  leftOut: string[]
  failed?: string
}

/** One row of the run. */
export interface Ran extends Told {
  name: string
  budgetSeconds: number
  tookSeconds: number
  /** The part of the machine's CPU time that others had meanwhile, 0 to 1; undefined where the system does not tell. */
  othersBusy: number | undefined
}

/** Runs one row in a process of its own; a failure is part of what it answers. */
export async function runRow({ name, budgetSeconds }: Listed, flags: string[]): Promise<Ran> {
  const [from, busy] = [performance.now(), busyTimes()]
  const told = await toldBy(name, flags)
  return { ...told, name, budgetSeconds, tookSeconds: (performance.now() - from) / 1000, othersBusy: busySince(busy) }
}

function toldBy(name: string, flags: string[]): Promise<Told> {
  const execArgv = ['--disable-warning=ExperimentalWarning', '--expose-gc']
  const child = fork(join(import.meta.dirname, 'one.ts'), [name, ...flags], { execArgv })
  return new Promise((resolve) => {
    let told: Told | undefined
    child.on('message', (message: Told) => {
      told = message
    })
    child.once('close', (code, signal) =>
      resolve(told ?? { figures: [], leftOut: [], failed: `its process ended with ${code ?? signal} and told nothing` }),
    )
  })
}
