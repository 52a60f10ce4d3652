import { readdirSync, readFileSync } from 'node:fs'

/** What a process and all it started use, by /proc. Where there is none (not Linux) the figures are NaN. */
export function cpuSecondsOf(root: number): number {
  if (process.platform !== 'linux') return Number.NaN
  // Children that have ended count with the parent that waited for them.
  return (
    treeOf(root).reduce((sum, { fields }) => sum + fields.slice(11, 15).reduce((all, ticks) => all + Number(ticks), 0), 0) / 100
  )
}

export function rssBytesOf(root: number): number {
  if (process.platform !== 'linux') return Number.NaN
  return treeOf(root).reduce((sum, { fields }) => sum + Number(fields[21]) * 4096, 0)
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
