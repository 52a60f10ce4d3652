import { reportContracts } from '../../shared/report-contracts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { getReport } from './reports.ts'

export const handler = serve(table, reportContracts, {
  getReport: ({ staff, input, language, now }) => getReport(table, staff, input, language, now),
})
