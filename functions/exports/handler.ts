import { exportContracts } from '../../shared/report-contracts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { exportReport } from './exports.ts'

export const handler = serve(table, exportContracts, {
  exportReport: ({ staff, input, language, now }) => exportReport(table, staff, input, language, now),
})
