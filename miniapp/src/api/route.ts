import { type RouteName, routes } from '../../../shared/routes.ts'

export interface Wire {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With its query. */
  path: string
  body?: Record<string, unknown>
}

/** An operation's input spread over path, query (GET) or body, as the routes table says. */
export function wireOf(name: RouteName, input: Record<string, unknown>): Wire {
  const [method, template] = routes[name].split(' ') as [Wire['method'], string]
  const rest: Record<string, unknown> = { ...input }
  const path = template.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = rest[field]
    delete rest[field]
    if (value === undefined || value === '') throw new Error(`${name} needs ${field}`)
    return encodeURIComponent(String(value))
  })
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  if (method !== 'GET') return { method, path, body: Object.fromEntries(given) }
  const query = given.map(([field, value]) => `${encodeURIComponent(field)}=${encodeURIComponent(String(value))}`).join('&')
  return { method, path: query ? `${path}?${query}` : path }
}
