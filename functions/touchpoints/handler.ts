import { touchpointContracts } from '../../shared/touchpoint-contracts.ts'
import type { Touchpoint } from '../../shared/touchpoints.ts'
import { environment } from '../kernel/environment.ts'
import { Pace } from '../kernel/pace.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { promotionFacts, promotionIncludes } from '../promotions/promotions.ts'
import { ownFigures } from '../reports/reports.ts'
import * as touchpoints from './touchpoints.ts'

const promotions = { find: promotionFacts, includes: promotionIncludes }
/** Openings are of nobody: only the address tells one from another. A person shares a few times. */
const opens = new Pace(() => environment.perAddress)
const shares = new Pace(() => 60)

export const handler = serve(table, touchpointContracts, {
  createTouchpoint: ({ table, staff, input, key, now }) =>
    touchpoints.createTouchpoint(table, promotions, staff, input, key, now),
  updateTouchpoint: ({ table, staff, input }) => touchpoints.updateTouchpoint(table, staff, input),
  listTouchpoints: async ({ staff, input, now }) => {
    const page = await touchpoints.listTouchpoints(table, promotions, staff, input)
    // A marketer has the report, which says more.
    if (staff.isMarketer) return page
    const withFigures = async (one: Touchpoint) => ({ ...one, figures: await ownFigures(table, staff, one, now) })
    return { ...page, items: await Promise.all(page.items.map(withFigures)) }
  },
  openTouchpoint: async ({ input, key, now, from }) => {
    opens.step(from, now)
    return touchpoints.openTouchpoint(table, promotions, input.scene, key, now)
  },
  recordOpen: async ({ input, key, now, from }) => {
    opens.step(from, now)
    return touchpoints.recordOpen(table, promotions, input, key, now)
  },
  createShare: async ({ memberId, input, now }) => {
    shares.step(memberId, now)
    return touchpoints.createShare(table, promotions, memberId, input, now)
  },
})
