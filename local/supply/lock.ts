import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** A package as package-lock.json has it. */
export interface Locked {
  name?: string
  version?: string
  license?: string
  integrity?: string
  link?: boolean
  resolved?: string
  hasInstallScript?: boolean
  deprecated?: string
  dependencies?: { [name: string]: string }
  optionalDependencies?: { [name: string]: string }
}

export type Lock = { [path: string]: Locked }

export const readLock = (): Lock => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages

/** One package at one place; two places may hold the same. */
export interface Package {
  path: string
  name: string
  version: string
  locked: Locked
}

/** Everything from the registry, and nothing of ours. */
export function packagesOf(lock: Lock): Package[] {
  return Object.entries(lock)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, locked]) => ({ path, name: locked.name ?? nameOf(path), version: locked.version ?? '', locked }))
}

/** By the folder it lies in: an alias is installed under another name than its own. */
export const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Where Node finds a package that is asked for at a place; undefined for an optional one that is not there. */
export function found(lock: Lock, from: string, name: string): string | undefined {
  let base = from
  for (;;) {
    const path = `${base ? `${base}/` : ''}node_modules/${name}`
    const there = lock[path]
    if (there) return there.link ? there.resolved : path
    if (!base) return undefined
    // One level out: the package that this one lies in, or the top.
    base = base.includes('node_modules/') ? base.slice(0, base.lastIndexOf('node_modules/')).replace(/\/$/, '') : ''
  }
}

/** What a package asks for, as far as it is there. */
export function askedBy(lock: Lock, path: string): string[] {
  const { dependencies, optionalDependencies } = lock[path] ?? {}
  return Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((name) => found(lock, path, name) ?? [])
}

/** Everything that what is in these folders can load once it is built: no development dependencies. */
export function loadedBy(lock: Lock, folders: string[]): Set<string> {
  const seen = new Set<string>()
  const follow = (path: string) => {
    for (const next of askedBy(lock, path)) {
      if (seen.has(next)) continue
      seen.add(next)
      follow(next)
    }
  }
  folders.forEach(follow)
  return seen
}
