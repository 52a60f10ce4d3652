import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { useLiveOffer } from '../../../pages/offer/use-live-offer'

export type Deal = OutputOf<'getDeal'>
interface Seen {
  deal: Deal
  groups: OutputOf<'listOpenGroups'>['items']
}

export const windowOf = ({ state, window: { from, to } }: Pick<Deal, 'state' | 'window'>) => ({ state, from, to })

/** A deal and its open groups. Groups that cannot be had now are no reason not to show the deal. */
export function useDeal(dealId: string | undefined) {
  const asked = { dealId: dealId ?? '' }
  return useLiveOffer<Seen>(
    dealId,
    async (here) => {
      const [deal, groups] = await Promise.all([
        call('getDeal', { ...asked, ...here }),
        call('listOpenGroups', { ...asked, limit: 5 }).then(
          ({ items }) => items,
          () => [],
        ),
      ])
      return { deal, groups }
    },
    ({ deal }) => windowOf(deal),
  )
}
