import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Shelf } from './shelf.ts'

/** A folder beside the table's file; `:memory:` keeps nothing on disk. */
export function openFolder(data: string): Shelf {
  return data === ':memory:' ? inMemory() : onDisk(join(data, 'pictures'))
}

function onDisk(folder: string): Shelf {
  return {
    async put(name, _type, bytes) {
      await mkdir(folder, { recursive: true })
      // Whole or not at all, whatever happens while it is written.
      const fresh = join(folder, `${name}.${randomUUID()}.fresh`)
      await writeFile(fresh, bytes)
      await rename(fresh, join(folder, name))
    },
    async get(name) {
      try {
        return await readFile(join(folder, name))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
  }
}

function inMemory(): Shelf {
  const kept = new Map<string, Uint8Array>()
  return {
    async put(name, _type, bytes) {
      kept.set(name, bytes)
    },
    get: async (name) => kept.get(name),
  }
}
