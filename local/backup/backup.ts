import { closeSync, cpSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { takeFolder } from '../data/folder.ts'
import { Refusal } from '../refusal.ts'

const table = 'footfall.db'
/** What stands beside the table and belongs to it: without the keys nobody in it would be known again. */
const beside = ['keys.json', 'channel-keys.json', 'channels.jsonl', 'clock.json', 'dead-letters.jsonl', 'pictures']
/** Writers are waited for so long; reading disturbs none of them. */
const patienceMs = 10_000

/**
 * Copies the data of one machine, whether it runs or not, into a new folder: the table as of one instant (with how far the feed had come), and
 * then what stands beside it, which so is never older. All of it or nothing. It holds the keys: only its owner may read it. Answers how many
 * items there are.
 */
export function backUp(data: string, to: string): number {
  if (!existsSync(join(data, table))) throw new Refusal(`There is no table in ${data}: nothing to back up.`)
  if (existsSync(to)) throw new Refusal(`${to} is there already: a backup goes into a new folder.`)
  const making = join(dirname(to), `.${basename(to)}.${process.pid}.making`)
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true, mode: 0o700 })
  try {
    const source = new DatabaseSync(join(data, table), { readOnly: true, timeout: patienceMs })
    try {
      source.prepare('VACUUM INTO ?').run(join(making, table))
    } finally {
      source.close()
    }
    for (const name of beside) if (existsSync(join(data, name))) copy(join(data, name), join(making, name))
    const items = soundItems(join(making, table))
    for (const name of readdirSync(making)) settle(join(making, name))
    renameSync(making, to)
    settle(dirname(to))
    return items
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    throw error
  }
}

/**
 * Puts a backup in the place of the data, which is set aside and not deleted; answers where to. Refused while a stack runs there, and where the
 * backup is damaged: then nothing is touched.
 */
export function restore(from: string, data: string): { items: number; aside: string | undefined } {
  if (!existsSync(join(from, table))) throw new Refusal(`${from} is no backup: there is no ${table} in it.`)
  const items = soundItems(join(from, table))
  const fresh = join(dirname(data), `.${basename(data)}.${process.pid}.restoring`)
  const release = takeFolder(data)
  const isEmpty = readdirSync(data).every((name) => name.startsWith('running.lock'))
  let aside: string | undefined = freeName(`${data}.before-restore`)
  try {
    rmSync(fresh, { recursive: true, force: true })
    copy(from, fresh)
    renameSync(data, aside)
    renameSync(fresh, data)
  } finally {
    release()
  }
  if (isEmpty) {
    rmSync(aside, { recursive: true })
    aside = undefined
  }
  return { items, aside }
}

/** How many items a table holds, once SQLite has read all of it and found it sound. */
function soundItems(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const verdict = Object.values(db.prepare('PRAGMA integrity_check').get() ?? {})[0]
    if (verdict !== 'ok') throw new Refusal(`${file} is damaged: ${String(verdict)}`)
    return Number(Object.values(db.prepare('SELECT count(*) FROM items').get() ?? {})[0])
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(`${file} cannot be read as a table of Footfall (${(error as Error).message}).`, error)
  } finally {
    db.close()
  }
}

/** A picture that is being written just now is no picture yet. */
function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.fresh') })
}

/** Onto the disk, so that a backup that was announced is one after the power fails, too. */
function settle(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function freeName(wanted: string): string {
  let name = wanted
  for (let nth = 2; existsSync(name); nth++) name = `${wanted}-${nth}`
  return name
}
