import { createHash } from 'node:crypto'
import { licenceOf, shippedFrom } from './licences.ts'
import { askedBy, type Lock, loadedBy, type Package, packagesOf } from './lock.ts'

/** The name of a package at a version, for tools of every kind (package-url). */
export const purlOf = ({ name, version }: Pick<Package, 'name' | 'version'>) => `pkg:npm/${name.replace('@', '%40')}@${version}`

/**
 * The software bill of materials (CycloneDX 1.6): every package of the lock with its content's hash, its licence and what it asks for. The
 * same lock gives the same bill. `required` ships, `excluded` builds.
 */
export function billOf(lock: Lock) {
  const shipped = loadedBy(lock, shippedFrom)
  const packages = packagesOf(lock)
  const byPurl = Map.groupBy(packages, purlOf)
  const components = [...byPurl].map(([purl, [first, ...again]]) => {
    const one = first as Package
    const licence = licenceOf(one)
    return {
      ...{ type: 'library', 'bom-ref': purl, purl, name: one.name, version: one.version },
      scope: [one, ...again].some(({ path }) => shipped.has(path)) ? 'required' : 'excluded',
      hashes: [
        { alg: 'SHA-512', content: Buffer.from(one.locked.integrity?.slice('sha512-'.length) ?? '', 'base64').toString('hex') },
      ],
      licenses: [/[ ()]/.test(licence) ? { expression: licence } : { license: { id: licence } }],
    }
  })
  const paths = new Map(packages.map((one) => [one.path, purlOf(one)]))
  const dependencies = [...byPurl].map(([ref, all]) => {
    const asked = all.flatMap(({ path }) => askedBy(lock, path).flatMap((next) => paths.get(next) ?? []))
    return { ref, dependsOn: [...new Set(asked)].toSorted() }
  })
  const { name = 'footfall', version = '' } = lock[''] ?? {}
  const hash = createHash('sha256').update(JSON.stringify(lock)).digest('hex')
  const serial = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
  return {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${serial}`, version: 1 },
    metadata: { component: { type: 'application', 'bom-ref': `${name}@${version}`, name, version } },
    components: components.toSorted((a, b) => (a.purl < b.purl ? -1 : 1)),
    dependencies: dependencies.toSorted((a, b) => (a.ref < b.ref ? -1 : 1)),
  }
}
