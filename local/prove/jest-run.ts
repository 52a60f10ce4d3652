import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../stack.ts'

/** One test as it went. */
export interface Test {
  /** From the root of the repository. */
  file: string
  title: string
  state: 'held' | 'broken' | 'left out'
  /** Of one that is broken: what it said first. */
  said: string
}

interface Report {
  testResults: {
    name: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/** Runs these files, and of them the tests whose titles fit, as `npm test` does; answers every test of them. */
export async function runSuites(
  files: string[],
  titles: string | undefined,
  env: { [name: string]: string },
  folder: string,
): Promise<Test[]> {
  const report = join(folder, 'report.json')
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, '--json', `--outputFile=${report}`]
  const only = titles === undefined ? [] : ['-t', titles]
  const child = spawn(process.execPath, [...args, ...only, '--runTestsByPath', ...files], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // Which suite is done, and what was left out loudly; the rest of what jest says comes as a line of a promise.
    for (const line of text.split('\n')) if (/^(PASS|FAIL) |NOT TESTED/.test(line)) process.stderr.write(`  ${line}\n`)
  })
  await new Promise<void>((resolve) => child.once('close', () => resolve()))
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = name.slice(root.length + 1).replaceAll('\\', '/')
    // A suite that could not even be loaded is broken, and not empty.
    if (assertionResults.length === 0) return [{ file, title: 'the suite', state: 'broken' as const, said: firstOf(message) }]
    return assertionResults.map(({ fullName: title, status, failureMessages }) => ({
      ...{ file, title, said: firstOf(failureMessages[0] ?? '') },
      state: status === 'passed' ? ('held' as const) : status === 'failed' ? ('broken' as const) : ('left out' as const),
    }))
  })
}

const colours = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')

/** The first lines of a failure, and what the stack itself logged as an error. */
function firstOf(message: string): string {
  const lines = message.replace(colours, '').split('\n').filter(Boolean)
  const faults = lines.filter((line) => line.includes('"level":"error"')).slice(-2)
  return [...lines.slice(0, 12), ...faults.map((line) => line.slice(0, 700))].join(' | ').slice(0, 2400)
}
