import type { CallOf } from '../../../../shared/api.ts'
import { wireOf } from '../../api/route'
import { readSession } from '../../api/session'
import { apiBase } from '../../platform/config'
import { language } from '../../platform/language'

export type Asked = CallOf<'getPoster'>

/** A drawing takes seconds, and a slow phone line as many more. */
export const patience = 40_000

/** Where a poster is asked for, as whoever is logged in. */
export async function posterQuestion(asked: Asked): Promise<{ url: string; headers: Record<string, string> }> {
  const { path } = wireOf('getPoster', asked)
  const session = readSession()
  const who = session ? { Authorization: `Bearer ${session.token}` } : undefined
  return { url: (await apiBase()) + path, headers: { 'Accept-Language': language, ...who } }
}
