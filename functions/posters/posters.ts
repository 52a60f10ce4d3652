import type { FileOut } from '../../shared/contract.ts'
import type { PosterFormat, PosterSize } from '../../shared/posters.ts'
import type { Language } from '../../shared/problems.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { markPrinted, ownTouchpoint, shownTouchpoint } from '../touchpoints/touchpoints.ts'
import { miniCode } from './mini-code.ts'
import { offered } from './offered.ts'

interface Asked {
  touchpointId: string
  format: PosterFormat
  size: PosterSize
  codes?: 'both' | 'web' | undefined
  preview?: 'yes' | undefined
}

/**
 * The poster as a file. What is drawn is drawn anew each time: the paper says what the offer says now, and the codes never change. Refuses
 * with touchpoint.not_found, channel.busy, poster.no_mini_code; never answers a poster with fewer codes than were asked for.
 */
export async function getPoster(
  table: Table,
  staff: Staff,
  { touchpointId, format, size, codes = 'both', preview }: Asked,
  language: Language,
  now: Date,
): Promise<FileOut> {
  const touchpoint = await ownTouchpoint(table, staff, touchpointId)
  const { scene, link } = shownTouchpoint(touchpoint)
  const [words, code] = await Promise.all([
    offered(table, touchpoint, language, now),
    codes === 'both' ? miniCode(scene, now) : undefined,
  ])
  // Fonts and a rasterizer are loaded with the first poster, not with the process.
  const { drawn } = await import('./drawn.ts')
  const bytes = await drawn({ ...words, link, ...(code && { miniCode: code }) }, size, format, now)
  if (preview === undefined) await markPrinted(table, touchpoint, now)
  return { type: format === 'png' ? 'image/png' : 'application/pdf', bytes: Buffer.from(bytes).toString('base64') }
}
