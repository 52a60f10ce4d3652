import { launchContracts } from '../../shared/launch-contracts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as promotions from '../promotions/promotions.ts'

/** What happens once to a promotion: deployed apart from it, since it looks at everything that could speak against it. */
export const handler = serve(table, launchContracts, {
  launchCheck: ({ staff, input, language, now }) => promotions.launchCheck(table, staff, input.promotionId, language, now),
  launchPromotion: ({ table, staff, input, language, now }) => promotions.launchPromotion(table, staff, input, language, now),
})
