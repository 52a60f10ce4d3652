import { traceContracts } from '../../shared/traces.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { getTrace } from './traces.ts'

export const handler = serve(table, traceContracts, {
  getTrace: ({ staff, input, language, now }) => getTrace(table, staff, input, language, now),
})
