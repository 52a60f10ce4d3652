import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  version?: string
  resolved?: string
  integrity?: string
  link?: boolean
  optionalDependencies?: { [name: string]: string }
}

const root = join(import.meta.dirname, '..')
const packages: { [path: string]: Locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
const installed = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link)
const names = new Set(installed.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)))

/** Taro 4.2.1's native binding: the registry this was locked from has it for Linux only, and npm ci lets that pass. */
const unpublished = new Set(
  ['darwin-arm64', 'darwin-x64', 'linux-arm64-gnu', 'win32-x64-msvc'].map((at) => `@tarojs/binding-${at}`),
)

it('locks the packages of every platform, or npm ci refuses the whole lockfile', () => {
  const missing = installed.flatMap(([, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !names.has(name) && !unpublished.has(name)),
  )
  expect(missing).toEqual([])
})

it('locks each package by its content, and names no registry host', () => {
  expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
  expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
})

it.each(['.', 'shared', 'functions', 'miniapp', 'local', 'bench'])('pins every version in %s exactly', (folder) => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  )
  const wanted: string[] = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies })
  expect(wanted.filter((version) => !/^(npm:\w+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
})
