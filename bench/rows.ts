import type { Row } from './row.ts'

/** Where a row stands, and how long it may take on two cores. Loaded in the process that runs it, so that one that is broken breaks alone. */
export interface Listed {
  name: string
  budgetSeconds: number
  load(): Promise<{ row: Row }>
}

/** In the order in which they run and stand in the table. */
export const rows: Listed[] = [
  { name: 'ready', budgetSeconds: 30, load: () => import('./rows/ready.ts') },
  { name: 'nearby', budgetSeconds: 30, load: () => import('./rows/nearby.ts') },
  { name: 'forged', budgetSeconds: 30, load: () => import('./rows/forged.ts') },
  { name: 'cost', budgetSeconds: 45, load: () => import('./cloud/cost-row.ts') },
]

/** The rows of these names in the table's order, all where none is named; a name that is none is refused in words. */
export function rowsNamed(names: string[], of: Listed[] = rows): Listed[] {
  const unknown = names.filter((name) => !of.some((row) => row.name === name))
  if (unknown.length > 0)
    throw new UnknownRow(`No row is called ${unknown.join(', ')}. There are: ${of.map(({ name }) => name).join(', ')}.`)
  return names.length === 0 ? of : of.filter(({ name }) => names.includes(name))
}

export class UnknownRow extends Error {}
