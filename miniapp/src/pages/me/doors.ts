/** Which doors a caller's roles open. Pure; the server decides again behind each of them. */
export type Door = 'counter' | 'today' | 'promotions' | 'exceptions' | 'approvals'

const doorsOf: Record<string, Door[]> = {
  clerk: ['counter', 'today'],
  manager: ['counter', 'today', 'exceptions', 'approvals'],
  marketer: ['promotions', 'exceptions'],
  operator: ['exceptions'],
}

export function doorsFor(roles: readonly { role: string }[]): Door[] {
  return [...new Set(roles.flatMap(({ role }) => doorsOf[role] ?? []))]
}
