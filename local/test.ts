import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `npm test`: every test, or those whose path is given; the last line says how many ran. */
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'footfall-test-'))
const report = join(folder, 'report.json')
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
const asked = ['--json', `--outputFile=${report}`, ...process.argv.slice(2)]
const child = spawn(process.execPath, [...flags, jest, ...asked], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)))

try {
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const failed = numFailedTests + numRuntimeErrorTestSuites
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''
  process.exitCode = code === 0 && failed === 0 && numPassedTests > 0 ? 0 : 1
  console.log(`${numPassedTests} passed, ${failed} failed${skipped}`)
} catch (error) {
  console.error(`The tests did not finish: ${(error as Error).message}`)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
