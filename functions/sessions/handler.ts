import { sessionContracts } from '../../shared/sessions.ts'
import { environment } from '../kernel/environment.ts'
import { Pace } from '../kernel/pace.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as desktop from './desktop.ts'
import { endSession, listSessions, logout } from './sessions.ts'

/** Nobody fills the table with logins that no phone will see. */
const starts = new Pace(() => environment.perAddress)

export const handler = serve(table, sessionContracts, {
  startDesktopLogin: async ({ input, now, from }) => {
    starts.step(from, now)
    return desktop.startDesktopLogin(table, input.device, now)
  },
  pollDesktopLogin: ({ input, now }) => desktop.pollDesktopLogin(table, input.ticket, now),
  getDesktopLogin: ({ memberId, input, now }) => desktop.getDesktopLogin(table, memberId, input.ticket, now),
  approveDesktopLogin: ({ table, memberId, input, now }) => desktop.approveDesktopLogin(table, memberId, input.ticket, now),
  listSessions: ({ memberId, sessionId, input, now }) => listSessions(table, memberId, sessionId, input, now),
  endSession: ({ memberId, input, now }) => endSession(table, memberId, input.sessionId, now),
  logout: ({ memberId, sessionId, now }) => logout(table, memberId, sessionId, now),
})
