import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

// node:sqlite says at each start that it is experimental; everything else that Node warns of is shown.
process.removeAllListeners('warning')
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(`${warning.name}: ${warning.message}`)
})
// What is young is collected by one thread: several spend more on waiting for each other, a fifth of a journey's CPU on two cores.
setFlagsFromString('--no-parallel-scavenge')
// Compiled code is kept between starts: before this line nothing of ours may be imported.
enableCompileCache()

const { announcement } = await import('./announce.ts')
const { Refusal } = await import('./refusal.ts')
const { settingsOf } = await import('./settings.ts')
const { root, startStack } = await import('./stack.ts')

const say = (line: string) => console.log(line)
const stopping = new AbortController()
let stack: Awaited<ReturnType<typeof startStack>> | undefined

/** npm hands Ctrl-C on to us while the terminal sends it as well: what comes so close together is one. */
const samePressMs = 250
let stoppingSince: number | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    const now = performance.now()
    if (stoppingSince === undefined) stop().then(() => process.exit(0), broken)
    else if (now - stoppingSince > samePressMs) process.exit(130)
    stoppingSince ??= now
  })
}

async function stop(): Promise<void> {
  stopping.abort()
  if (!stack) return
  say('\nStopping …')
  await stack.stop()
}

process.on('unhandledRejection', (reason) => {
  // As in Lambda: what a handler left behind ends no one else's request.
  console.error('A promise failed and nobody waited for it:', reason)
})

try {
  const settings = settingsOf(process.env, process.argv.slice(2), root)
  stack = await startStack(settings, say, stopping.signal)
  if (!stopping.signal.aborted) say(announcement(stack, settings, performance.now() / 1000))
} catch (error) {
  broken(error)
}

function broken(error: unknown): never {
  console.error(error instanceof Refusal ? error.message : error)
  process.exit(1)
}
