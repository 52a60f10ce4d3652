import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { billOf, purlOf } from './bill.ts'
import { exceptions, licenceOf, licencesText, mayTake, readByHand } from './licences.ts'
import { type Lock, loadedBy, nameOf, packagesOf, readLock, root } from './lock.ts'
import { alike, installScripts, twice } from './looked-at.ts'

const lock = readLock()
const packages = packagesOf(lock)
const names = [...new Set(packages.map(({ path }) => nameOf(path)))].toSorted()
const textOf = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
/** The lock with one package more, as a careless update would bring it. */
const planted = (name: string, locked: Lock[string]): Lock => ({ ...lock, [`node_modules/${name}`]: locked })

describe('scripts at installation', () => {
  const withScripts = (from: Lock) => [
    ...new Set(packagesOf(from).flatMap(({ path, locked }) => (locked.hasInstallScript ? nameOf(path) : []))),
  ]

  it('are those that were looked at, and are denied by name and altogether', () => {
    expect(withScripts(lock).toSorted()).toEqual(Object.keys(installScripts).toSorted())
    const { allowScripts } = JSON.parse(textOf('package.json'))
    expect(allowScripts).toEqual(Object.fromEntries(Object.keys(allowScripts).map((name) => [name, false])))
    expect(Object.keys(allowScripts).toSorted()).toEqual(Object.keys(installScripts).toSorted())
    expect(textOf('local', 'install.mjs')).toContain("['ci', '--ignore-scripts',")
  })

  it('of a new package are found', () => {
    expect(withScripts(planted('evil', { version: '1.0.0', hasInstallScript: true }))).toContain('evil')
  })
})

describe('licences', () => {
  it('are allowed, each of them, or an exception with its reason', () => {
    expect(packages.filter((one) => !mayTake(licenceOf(one))).map(({ name, version }) => `${name}@${version}`)).toEqual([])
    for (const licence of ['GPL-3.0-only', 'AGPL-3.0-only', 'SSPL-1.0', 'UNLICENSED', 'none', 'MIT AND GPL-2.0', ''])
      expect(mayTake(licence)).toBe(false)
    expect(mayTake('(BSD-3-Clause OR GPL-2.0)')).toBe(true)
  })

  it('have no exception that nobody needs', () => {
    for (const licence of Object.keys(exceptions)) expect(packages.some((one) => licenceOf(one).includes(licence))).toBe(true)
    for (const name of Object.keys(readByHand))
      expect(packages.find((one) => one.name === name)?.locked.license).toBeUndefined()
  })

  it('stand in docs/licences.md as they are', () => {
    expect(textOf('docs', 'licences.md')).toBe(licencesText(lock))
  })
})

describe('the bill of materials', () => {
  const bill = billOf(lock)

  it('names every package of the lock once, with the hash of its content, its licence and what it asks for', () => {
    expect(new Set(bill.components.map(({ purl }) => purl))).toEqual(new Set(packages.map(purlOf)))
    expect(bill.components).toHaveLength(new Set(packages.map(purlOf)).size)
    for (const { hashes, licenses, purl } of bill.components) {
      expect([purl, hashes[0]?.content.length, licenses.length]).toEqual([purl, 128, 1])
    }
    const refs = new Set(bill.dependencies.map(({ ref }) => ref))
    expect(refs).toEqual(new Set(bill.components.map((one) => one['bom-ref'])))
    for (const { dependsOn } of bill.dependencies) for (const ref of dependsOn) expect(refs.has(ref)).toBe(true)
  })

  it('has the form of CycloneDX 1.6, and is the same for the same lock', () => {
    expect([bill.bomFormat, bill.specVersion, bill.version]).toEqual(['CycloneDX', '1.6', 1])
    expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    expect(JSON.stringify(billOf(readLock()))).toBe(JSON.stringify(bill))
    expect(purlOf({ name: '@middy/core', version: '7.9.2' })).toBe('pkg:npm/%40middy/core@7.9.2')
  })

  it('tells what ships from what only builds', () => {
    const scope = (name: string) => bill.components.find((one) => one.name === name)?.scope
    expect(['@aws-sdk/client-dynamodb', 'zod', 'react'].map(scope)).toEqual(['required', 'required', 'required'])
    expect(['jest', 'typescript', 'playwright-core', 'yaml'].map(scope)).toEqual(Array(4).fill('excluded'))
  })
})

describe('known bad packages', () => {
  const compromised: { source: string; versions: { [name: string]: string[] } }[] = JSON.parse(
    textOf('local', 'supply', 'compromised.json'),
  )
  const bad = (from: Lock) =>
    packagesOf(from).filter(({ name, version }) =>
      compromised.some(({ versions }) => versions[name]?.some((one) => one === '*' || one === version)),
    )

  it('are not in the lock, and would be found there', () => {
    expect(bad(lock)).toEqual([])
    expect(bad(planted('chalk', { version: '5.6.1' }))).toHaveLength(1)
    expect(bad(planted('plain-crypto-js', { version: '4.2.1' }))).toHaveLength(1)
    for (const { source } of compromised) expect(source).toMatch(/https:|GHSA-|CVE-/)
  })

  it('nor deprecated ones, nor names that are nearly those of others, but for those that were looked at', () => {
    expect(packages.filter(({ locked }) => locked.deprecated !== undefined).map(({ path }) => path)).toEqual([])
    expect(alikeIn(names)).toEqual(alike.map(([a, b]) => [a, b].toSorted().join(' ')).toSorted())
    expect(alikeIn(['cross-env', 'crossenv'])).toEqual(['cross-env crossenv'])
    expect(alikeIn(['lodash', 'lodahs'])).toEqual(['lodahs lodash'])
  })
})

it('a function loads no package in two majors, but for those that were looked at', () => {
  const majors = new Map<string, Set<string>>()
  for (const path of loadedBy(lock, ['functions', 'shared'])) {
    const name = nameOf(path)
    majors.set(name, (majors.get(name) ?? new Set()).add(lock[path]?.version?.split('.')[0] ?? ''))
  }
  expect(majors.size).toBeGreaterThan(50)
  expect([...majors].filter(([, found]) => found.size > 1).map(([name]) => name)).toEqual(Object.keys(twice))
})

function alikeIn(all: string[]): string[] {
  const long = all.filter((name) => name.length > 4)
  return long
    .flatMap((a, at) => long.slice(at + 1).flatMap((b) => (isNear(a, b) ? [[a, b].toSorted().join(' ')] : [])))
    .toSorted()
}

/** One letter more, less or other, or two beside each other exchanged. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (a.length !== b.length) return short.slice(same) === long.slice(same + 1)
  const isOther = a.slice(same + 1) === b.slice(same + 1)
  return isOther || (a[same] === b[same + 1] && a[same + 1] === b[same] && a.slice(same + 2) === b.slice(same + 2))
}
