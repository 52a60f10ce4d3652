import type { Row } from './row.ts'

/** Where a row stands, and how long it may take on two cores. Loaded in the process that runs it, so that one that is broken breaks alone. */
export interface Listed {
  name: string
  budgetSeconds: number
  /** Runs where it is named alone: the whole run has no time for it. */
  apart?: true
  load(): Promise<{ row: Row }>
}

/** In the order in which they run and stand in the table. */
export const rows: Listed[] = [
  { name: 'ready', budgetSeconds: 20, load: () => import('./rows/ready.ts') },
  { name: 'journey', budgetSeconds: 100, load: () => import('./rows/journey.ts') },
  { name: 'claim', budgetSeconds: 30, load: () => import('./rows/claim.ts') },
  { name: 'handler', budgetSeconds: 20, load: () => import('./rows/handler.ts') },
  { name: 'storm', budgetSeconds: 40, load: () => import('./rows/storm.ts') },
  { name: 'exactness', budgetSeconds: 50, load: () => import('./rows/exactness.ts') },
  { name: 'growth', budgetSeconds: 100, load: () => import('./rows/growth.ts') },
  { name: 'nearby', budgetSeconds: 15, load: () => import('./rows/nearby.ts') },
  { name: 'forged', budgetSeconds: 20, load: () => import('./rows/forged.ts') },
  { name: 'replay', budgetSeconds: 30, load: () => import('./rows/replay.ts') },
  { name: 'bundles', budgetSeconds: 30, load: () => import('./rows/bundles.ts') },
  { name: 'cold-start', budgetSeconds: 150, load: () => import('./rows/cold-start.ts') },
  { name: 'vendure', budgetSeconds: 210, load: () => import('./peers/vendure-row.ts') },
  { name: 'vendure-postgresql', budgetSeconds: 75, apart: true, load: () => import('./peers/vendure-postgresql-row.ts') },
  { name: 'medusa', budgetSeconds: 300, load: () => import('./peers/medusa-row.ts') },
  { name: 'cost', budgetSeconds: 45, load: () => import('./cloud/cost-row.ts') },
  { name: 'flash', budgetSeconds: 120, load: () => import('./cloud/flash-row.ts') },
  { name: 'packages', budgetSeconds: 90, load: () => import('./front-end/packages-row.ts') },
  { name: 'set-data', budgetSeconds: 45, load: () => import('./front-end/set-data-row.ts') },
  { name: 'offer-page', budgetSeconds: 75, load: () => import('./front-end/offer-page-row.ts') },
]

/** The rows of these names in the table's order, all but those that run apart where none is named; a name that is none is refused in words. */
export function rowsNamed(names: string[], of: Listed[] = rows): Listed[] {
  const unknown = names.filter((name) => !of.some((row) => row.name === name))
  if (unknown.length > 0)
    throw new UnknownRow(`No row is called ${unknown.join(', ')}. There are: ${of.map(({ name }) => name).join(', ')}.`)
  return names.length === 0 ? of.filter(({ apart }) => !apart) : of.filter(({ name }) => names.includes(name))
}

export class UnknownRow extends Error {}
