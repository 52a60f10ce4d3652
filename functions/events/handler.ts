import { clock } from '../kernel/clock.ts'
import { feed } from '../kernel/feed.ts'
import { table } from '../kernel/table/open.ts'
import { derive } from './events.ts'

export const handler = feed((change) => derive(table, change, clock.now()))
