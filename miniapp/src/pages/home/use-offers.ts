import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { useMore } from '../../hooks/use-more'
import { useOnce } from '../../hooks/use-once'
import { type Place, whereAmI } from '../../platform/place'

export type OfferCard = OutputOf<'listOffers'>['items'][number]

/** The offers, nearest stores once the guest has allowed it. */
export function useOffers() {
  const [place, setPlace] = useState<Place | 'denied' | undefined>()
  const here = place === 'denied' ? undefined : place
  const list = useMore<OfferCard, OutputOf<'listOffers'>>(
    (cursor) => call('listOffers', { ...here, cursor, limit: 20 }),
    here ? `${here.lat},${here.lng}` : 'anywhere',
  )
  const [locate, locating] = useOnce(async () => setPlace((await whereAmI()) ?? 'denied'))
  usePullDownRefresh(() => void list.reload().finally(() => Taro.stopPullDownRefresh()))
  useReachBottom(() => {
    if (list.more.is === 'idle') list.next()
  })
  return { ...list, place, locate, locating }
}
