import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Mistake } from './mistakes.ts'

const root = join(import.meta.dirname, '..', '..')

/** A copy of the tree as it is now, beside nothing but the published facts, where anything may be broken. */
export interface Copy {
  plant(plants: Mistake['plants']): void
  /** As it was before anything was planted. */
  heal(plants: Mistake['plants']): void
  /** Runs the suites, or those of their tests that are named so; name -> whether it passed. */
  run(suites: string[], test?: string): Map<string, boolean>
  remove(): void
}

export function copyTree(): Copy {
  const place = mkdtempSync(join(tmpdir(), 'footfall-planted-'))
  const tree = join(place, 'tree')
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
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
        writeFileSync(path, text.replace(from, () => to))
      }
    },
    heal: (plants) => {
      for (const { file } of plants) writeFileSync(join(tree, file), original(file))
    },
    run: (suites, test) => {
      const report = join(place, 'report.json')
      const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
      const named = test === undefined ? [] : ['-t', escaped(test)]
      const flags = ['--experimental-vm-modules', '--no-warnings', jest, '--json', `--outputFile=${report}`, ...named]
      rmSync(report, { force: true })
      const { stderr } = spawnSync(process.execPath, [...flags, ...suites], { cwd: tree, encoding: 'utf8' })
      if (!existsSync(report)) throw new Error(`jest wrote no report:\n${stderr}`)
      return resultsOf(JSON.parse(readFileSync(report, 'utf8')))
    },
    remove: () => rmSync(place, { recursive: true, force: true }),
  }
}

interface Report {
  testResults: { name: string; message: string; assertionResults: { title: string; status: string }[] }[]
}

function resultsOf({ testResults }: Report): Map<string, boolean> {
  const ran = testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => /passed|failed/.test(status)))
  return new Map(ran.map(({ title, status }) => [title, status === 'passed']))
}

const escaped = (test: string) => `${test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`
