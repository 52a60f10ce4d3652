import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The bare server in a process of its own. */
export async function startBare(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-bare-'))
  const execArgv = ['--disable-warning=ExperimentalWarning']
  const child = fork(join(import.meta.dirname, 'bare-server.ts'), [folder], { execArgv })
  const closed = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (said: string) => resolve(said))
    child.once('exit', (code) => reject(new Error(`the bare server ended with ${code}`)))
  })
  const stop = async () => {
    child.disconnect()
    await closed
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, stop }
}
