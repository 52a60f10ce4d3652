import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Brought, Job, Storm } from './job.ts'

export interface Load {
  run(job: Job | Storm): Promise<Brought>
  stop(): Promise<void>
}

/** Starts the generator. A job of which anything went wrong is rejected: figures of failures are none. */
export function startLoad(): Load {
  const child = fork(join(import.meta.dirname, 'generator.ts'), { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const run = (job: Job | Storm) =>
    new Promise<Brought>((resolve, reject) => {
      const gone = () => reject(new Error('the load generator ended'))
      child.once('exit', gone)
      child.once('message', ({ brought, failed }: { brought?: Brought; failed?: string }) => {
        child.off('exit', gone)
        if (!brought) reject(new Error(failed))
        else if (Object.keys(brought.failed).length > 0)
          reject(new Error(`${job.kind} load: ${JSON.stringify(brought.failed)}`))
        else resolve(brought)
      })
      child.send(job)
    })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    if (child.connected) child.disconnect()
    await ended
  }
  return { run, stop }
}
