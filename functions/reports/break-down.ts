import type { Figures, ReportBy, ReportLine } from '../../shared/reports.ts'
import type { TouchpointKind } from '../../shared/touchpoints.ts'
import { addUp, direct, type RolledUp, type Sums } from '../events/events.ts'
import { type Costing, type Days, daysOf, mediaByDay } from './media.ts'
import { figuresOf } from './rules.ts'

/** A touchpoint as a report needs it. */
export interface Place extends Costing {
  touchpointId: string
  kind: TouchpointKind
  name: string
}

/** Everything that a report is made of, read once. */
export interface Material {
  range: Days
  /** In the merchant's zone. */
  today: string
  places: Place[]
  /** By touchpoint and depth. */
  cells: RolledUp[]
  /** By store or hour, where the report is by one of them. */
  others: RolledUp[]
  names: { direct: string; kinds: { [kind in TouchpointKind]: string }; depth(n: number): string; store(id: string): string }
}

/** A cell of a touchpoint, taken apart. */
interface Part {
  day: string
  touchpointId: string
  depth: number
  sums: Sums
}

/** What media cost, with where that belongs. */
interface Spent {
  day: string
  touchpointId: string
  depth: number
  fen: number
}

export function breakDown(by: ReportBy, material: Material): { total: Figures; lines: ReportLine[] } {
  const parts = material.cells.map(partIn)
  const spent = spentOn(material, parts)
  const total = figuresOf(addUp(parts.map(({ sums }) => sums)), sumOf(spent))
  return { total, lines: linesOf(by, material, parts, spent) }
}

function linesOf(by: ReportBy, material: Material, parts: Part[], spent: Spent[]): ReportLine[] {
  const { places, names, others, range, today } = material
  const kindOf = new Map<string, string>(places.map(({ touchpointId, kind }) => [touchpointId, kind]))
  const channelOf = (touchpointId: string) => kindOf.get(touchpointId) ?? direct
  const line = (id: string, name: string, is: (one: Part | Spent) => boolean): ReportLine => ({
    id,
    name,
    ...figuresOf(addUp(parts.filter(is).map(({ sums }) => sums)), sumOf(spent.filter(is))),
  })
  switch (by) {
    case 'touchpoint': {
      const named = new Map([...places.map(({ touchpointId, name }) => [touchpointId, name] as const), [direct, names.direct]])
      for (const { touchpointId } of parts) if (!named.has(touchpointId)) named.set(touchpointId, touchpointId)
      return [...named].map(([id, name]) => line(id, name, (one) => one.touchpointId === id))
    }
    case 'channel': {
      const kinds = [...new Set([...places.map(({ kind }) => kind as string), direct])]
      const nameOf = (kind: string) => (kind === direct ? names.direct : names.kinds[kind as TouchpointKind])
      return kinds.map((kind) => line(kind, nameOf(kind), (one) => channelOf(one.touchpointId) === kind))
    }
    case 'depth': {
      const depths = [...new Set([0, ...parts.map(({ depth }) => depth)])].sort((a, b) => a - b)
      return depths.map((depth) => line(String(depth), names.depth(depth), (one) => one.depth === depth))
    }
    case 'day': {
      const days = daysOf({ from: range.from, to: range.to < today ? range.to : today })
      return days.map((day) => line(day, day, (one) => one.day === day))
    }
    case 'hour':
      return Array.from({ length: 24 }, (_, hour) => {
        const id = String(hour).padStart(2, '0')
        return { id, name: `${id}:00`, ...figuresOf(sumIn(others, id), undefined) }
      })
    case 'store': {
      const ids = [...new Set(others.map(({ id }) => id))]
      return ids.map((id) => ({ id, name: names.store(id), ...figuresOf(sumIn(others, id), undefined) }))
    }
  }
}

const sumIn = (cells: RolledUp[], id: string) => addUp(cells.filter((cell) => cell.id === id).map(({ sums }) => sums))
const sumOf = (spent: Spent[]) => spent.reduce((sum, { fen }) => sum + fen, 0)

function partIn({ day, id, sums }: RolledUp): Part {
  const [touchpointId = direct, depth] = id.split('#')
  return { day, touchpointId, depth: Number(depth), sums }
}

/** What is paid for each claim belongs to the depth of the claim; what is paid for the place itself, to depth 0. */
function spentOn({ places, range, today }: Material, parts: Part[]): Spent[] {
  return places.flatMap((place) => {
    const own = parts.filter(({ touchpointId }) => touchpointId === place.touchpointId)
    const depths = place.cost.kind === 'perClaim' ? [...new Set(own.map(({ depth }) => depth))] : [0]
    return depths.flatMap((depth) => {
      const claims = new Map<string, number>()
      for (const { day, sums } of own.filter((one) => one.depth === depth))
        claims.set(day, (claims.get(day) ?? 0) + (sums.claimed ?? 0))
      const byDay = mediaByDay(place, claims, range, today)
      return [...byDay].map(([day, fen]) => ({ day, touchpointId: place.touchpointId, depth, fen }))
    })
  })
}
