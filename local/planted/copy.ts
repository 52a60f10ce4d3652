import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Mistake } from './mistakes.ts'

const root = join(import.meta.dirname, '..', '..')

export type Outcome = 'passed' | 'failed' | 'not there'

/** A copy of the tree as it is now, beside nothing but the published facts, where anything may be broken. */
export interface Copy {
  plant(plants: Mistake['plants']): void
  /** As it was before anything was planted. */
  heal(plants: Mistake['plants']): void
  /** Runs the test of that name. */
  run(suite: string, test: string): Outcome
  remove(): void
}

export function copyTree(): Copy {
  const place = mkdtempSync(join(tmpdir(), 'footfall-planted-'))
  const tree = join(place, 'tree')
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of listed.trim().split('\n')) {
    if (!existsSync(join(root, file))) continue
    mkdirSync(dirname(join(tree, file)), { recursive: true })
    cpSync(join(root, file), join(tree, file))
  }
  for (const folder of ['', 'shared', 'functions', 'miniapp', 'local', 'bench']) {
    const packages = join(root, folder, 'node_modules')
    if (existsSync(packages)) symlinkSync(packages, join(tree, folder, 'node_modules'))
  }
  const facts = join(root, '..', 'shared')
  if (existsSync(facts)) symlinkSync(facts, join(place, 'shared'))
  const original = (file: string) => readFileSync(join(root, file), 'utf8')
  return {
    plant: (plants) => {
      for (const { file, from, to } of plants) {
        const path = join(tree, file)
        const text = readFileSync(path, 'utf8')
        if (text.split(from).length !== 2) throw new Error(`what is to be replaced does not stand once in ${file}: ${from}`)
        writeFileSync(
          path,
          text.replace(from, () => to),
        )
      }
    },
    heal: (plants) => {
      for (const { file } of plants) writeFileSync(join(tree, file), original(file))
    },
    run: (suite, test) => {
      const report = join(place, 'report.json')
      const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
      const flags = [
        '--experimental-vm-modules',
        '--no-warnings',
        jest,
        '--json',
        `--outputFile=${report}`,
        '-t',
        exactly(test),
      ]
      rmSync(report, { force: true })
      const { stderr } = spawnSync(process.execPath, [...flags, '--runTestsByPath', suite], { cwd: tree, encoding: 'utf8' })
      if (!existsSync(report)) throw new Error(`jest wrote no report:\n${stderr}`)
      return outcomeOf(JSON.parse(readFileSync(report, 'utf8')), test)
    },
    remove: () => rmSync(place, { recursive: true, force: true }),
  }
}

interface Report {
  testResults: { assertionResults: { title: string; status: string }[] }[]
}

function outcomeOf({ testResults }: Report, test: string): Outcome {
  const found = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ title }) => title === test)
  if (found.length === 0) return 'not there'
  return found.every(({ status }) => status === 'passed') ? 'passed' : 'failed'
}

const exactly = (test: string) => `${test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`
