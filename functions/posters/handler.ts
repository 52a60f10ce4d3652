import { posterContracts } from '../../shared/poster-contracts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { getPoster } from './posters.ts'

export const handler = serve(table, posterContracts, {
  getPoster: ({ table, staff, input, language, now }) => getPoster(table, staff, input, input.language ?? language, now),
})
