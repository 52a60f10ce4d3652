import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const largestBytes = 20 * 1024 * 1024

/**
 * Where the log lines go: into a file beside the data (the one before is kept once it has grown large), nowhere without a
 * folder. A fault is also told to the person at the terminal.
 */
export function logSink(folder: string | undefined, tell: (line: string) => void): (line: string) => void {
  const file = folder === undefined ? undefined : join(folder, 'footfall.log')
  if (file && (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) renameSync(file, `${file}.old`)
  const handle = file === undefined ? undefined : openSync(file, 'a', 0o600)
  let waiting: string[] = []
  function flush(): void {
    const text = waiting.join('')
    waiting = []
    if (handle !== undefined && text !== '') writeSync(handle, text)
  }
  process.once('exit', () => {
    flush()
    if (handle !== undefined) closeSync(handle)
  })
  return (line) => {
    // Lines of one turn of the event loop go to the file together, after the answers are out.
    if (waiting.length === 0) setImmediate(flush)
    waiting.push(`${line}\n`)
    if (line.includes('"level":"error"')) tell(file ? `A fault, written to ${file}: ${shortened(line)}` : line)
  }
}

const shortened = (line: string) => (line.length > 300 ? `${line.slice(0, 300)}…` : line)
