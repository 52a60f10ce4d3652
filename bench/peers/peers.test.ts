import { globSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const peers = globSync('bench/peers/*/package.json', { cwd: root }).map((path) => path.split(/[\\/]/)[2] as string)
const exact = /^(\d+\.\d+\.\d+(-[\w.]+)?|\$[\w@/-]+)$/

describe('what we are measured against', () => {
  it('is there to be installed', () => {
    expect(peers).toContain('vendure')
  })

  it.each(peers)('%s is asked for in exact versions', (peer) => {
    const { dependencies, overrides = {} } = read(`bench/peers/${peer}/package.json`)
    for (const version of Object.values({ ...dependencies, ...overrides })) expect(version).toMatch(exact)
  })

  it.each(peers)('%s is locked: each package by version and hash, all that is asked for, from no named host', (peer) => {
    const { dependencies } = read(`bench/peers/${peer}/package.json`)
    const { packages } = read(`bench/peers/${peer}/package-lock.json`)
    const locked: [string, { version?: string; integrity?: string; resolved?: string; link?: boolean }][] =
      Object.entries(packages)
    const weak = locked.filter(
      ([path, { version, integrity, resolved, link }]) =>
        path !== '' && (!version || !integrity?.startsWith('sha512-') || resolved || link),
    )
    expect(weak.map(([path]) => path)).toEqual([])
    expect(packages[''].dependencies).toEqual(dependencies)
    for (const [name, version] of Object.entries(dependencies)) expect(packages[`node_modules/${name}`].version).toBe(version)
  })

  it.each(peers)('%s is outside the product: no workspace, and its server in no dependency and no lock of the root', (peer) => {
    const { workspaces, dependencies = {}, devDependencies } = read('package.json')
    expect(workspaces.filter((workspace: string) => matchesGlob(`bench/peers/${peer}`, workspace))).toEqual([])
    const own = read(`bench/peers/${peer}/package.json`).dependencies
    const servers = Object.keys(own).filter((name) => name.startsWith('@'))
    const locked = Object.keys(read('package-lock.json').packages)
    for (const name of servers) {
      expect({ ...dependencies, ...devDependencies }).not.toHaveProperty([name])
      expect(locked).not.toContain(`node_modules/${name}`)
    }
    expect(locked.filter((path) => path.startsWith('bench/peers'))).toEqual([])
  })

  it('keeps its packages out of the repository', () => {
    expect(readFileSync(join(root, '.gitignore'), 'utf8').split('\n')).toContain('node_modules/')
  })
})
