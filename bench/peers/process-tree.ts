import { readdirSync, readFileSync } from 'node:fs'

/** What a process and all it started use, by /proc. Where there is none (not Linux) the figures are NaN. */
export function cpuSecondsOf(root: number): number {
  if (process.platform !== 'linux') return Number.NaN
  // Children that have ended count with the parent that waited for them.
  return (
    treeOf(root).reduce((sum, { fields }) => sum + fields.slice(11, 15).reduce((all, ticks) => all + Number(ticks), 0), 0) / 100
  )
}

/** Resident bytes; what several of them share (the buffers of a database) counts once. */
export function rssBytesOf(root: number): number {
  if (process.platform !== 'linux') return Number.NaN
  return treeOf(root).reduce((sum, { pid }) => sum + shareOf(pid), 0)
}

/** A process's proportional share, by which one that has ended has none. */
function shareOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

interface Process {
  pid: number
  parent: number
  /** From the state on, as proc(5) counts them from 3. */
  fields: string[]
}

function treeOf(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess)
  const tree = all.filter(({ pid }) => pid === root)
  for (const found of tree) tree.push(...all.filter(({ parent }) => parent === found.pid))
  return tree
}

/** A process may end between the listing and the reading. */
function readProcess(name: string): Process[] {
  try {
    const fields = (readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ')
    return [{ pid: Number(name), parent: Number(fields[1]), fields }]
  } catch {
    return []
  }
}
