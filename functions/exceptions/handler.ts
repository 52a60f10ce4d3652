import { exceptionContracts } from '../../shared/exceptions.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { actOnMoney } from '../payments/payments.ts'
import * as exceptions from './exceptions.ts'

/** What is done to money bears its own facts; the line in the audit log goes with what is said of the exception. */
const act: exceptions.Act = (exception, action, now) => actOnMoney(table, exception, action, now)

export const handler = serve(table, exceptionContracts, {
  listExceptions: ({ staff, input, language, now }) => exceptions.listExceptions(table, staff, input, language, now),
  resolveException: ({ table, staff, input, language, now }) =>
    exceptions.resolveException(table, staff, input, act, language, now),
})
