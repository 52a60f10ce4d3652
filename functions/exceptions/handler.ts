import { exceptionContracts } from '../../shared/exceptions.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as exceptions from './exceptions.ts'

export const handler = serve(table, exceptionContracts, {
  listExceptions: ({ staff, input, language, now }) => exceptions.listExceptions(table, staff, input, language, now),
  resolveException: ({ table, staff, input, language, now }) => exceptions.resolveException(table, staff, input, language, now),
})
