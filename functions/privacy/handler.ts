import { privacyContracts } from '../../shared/privacy.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as privacy from './privacy.ts'

export const handler = serve(table, privacyContracts, {
  exportMe: ({ memberId, input, language, now }) => privacy.exportMe(table, memberId, input, language, now),
  eraseMe: ({ memberId, now }) => privacy.eraseMe(table, memberId, now),
})
