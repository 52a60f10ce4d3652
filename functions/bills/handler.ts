import { clock } from '../kernel/clock.ts'
import { table } from '../kernel/table/open.ts'
import { takeBills } from './bills.ts'

export const handler = () => takeBills(table, clock.now())
