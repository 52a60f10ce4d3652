import { asksManager } from '../../../../shared/undo.ts'
import type { Session } from '../../api/session'
import type { Redemption } from './undo-sheet'

/** Whether this caller would be sent to a manager. Pure; the server decides again. */
export function sentToManager(redemption: Redemption, session: Session | undefined): boolean {
  const isManager = session?.roles.some(({ role, storeIds }) => role === 'manager' && storeIds.includes(redemption.storeId))
  return !isManager && asksManager(redemption)
}
