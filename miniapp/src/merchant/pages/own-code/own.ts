import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'

export interface Choice {
  kind: 'batch' | 'deal'
  id: string
  title: string
}

export type OwnCode = OutputOf<'listTouchpoints'>['items'][number]

/** What a store offers now. */
export async function choicesAt(storeId: string): Promise<Choice[]> {
  const { offers, deals } = await call('getStore', { storeId })
  // A server that is older than this build knows of no deals here.
  return [...offers, ...(deals ?? [])].map((offer) =>
    offer.kind === 'deal'
      ? { kind: 'deal', id: offer.dealId, title: offer.title }
      : { kind: 'batch', id: offer.batchId, title: offer.title },
  )
}

/** The caller's own code for it, made where there is none yet, with what came by it. */
export async function ownCode({ kind, id }: Choice): Promise<OwnCode> {
  const offer = kind === 'deal' ? await call('getDeal', { dealId: id }) : await call('getBatch', { batchId: id })
  const { promotionId } = offer
  const made = await call('createTouchpoint', { promotionId, kind: 'clerk', target: { kind, id } })
  let cursor: string | undefined
  do {
    const page = await call('listTouchpoints', { promotionId, limit: 100, cursor })
    const own = page.items.find(({ touchpointId }) => touchpointId === made.touchpointId)
    if (own) return own
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return made
}
