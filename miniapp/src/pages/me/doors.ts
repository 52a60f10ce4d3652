/** Which doors a caller's roles open. Pure; the server decides again behind each of them. */
export type Door =
  | 'counter'
  | 'today'
  | 'tablet'
  | 'reviews'
  | 'promotions'
  | 'exceptions'
  | 'approvals'
  | 'staff'
  | 'audit'
  | 'merchants'
  | 'ownCode'
  | 'trace'

const doorsOf: Record<string, Door[]> = {
  clerk: ['counter', 'today', 'tablet', 'ownCode'],
  manager: ['counter', 'today', 'tablet', 'ownCode', 'reviews', 'exceptions', 'approvals', 'staff', 'audit'],
  marketer: ['promotions', 'trace', 'exceptions', 'staff', 'audit'],
  operator: ['merchants', 'exceptions', 'staff', 'audit'],
}

export function doorsFor(roles: readonly { role: string }[]): Door[] {
  return [...new Set(roles.flatMap(({ role }) => doorsOf[role] ?? []))]
}
