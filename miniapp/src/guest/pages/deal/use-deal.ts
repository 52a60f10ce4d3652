import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { type Place, whereAmI } from '../../../platform/place'
import { millis } from '../../../words/time'

export type Deal = OutputOf<'getDeal'>
export type Card = OutputOf<'listOpenGroups'>['items'][number]
interface Seen {
  deal: Deal
  groups: Card[]
}

/** A deal and its open groups. Groups that cannot be had now are no reason not to show the deal. */
export function useDeal(dealId: string | undefined) {
  const [place, setPlace] = useState<Place | 'denied' | undefined>()
  const here = place === 'denied' ? undefined : place
  const { remote, reload } = useRemote<Seen>(async () => {
    const asked = { dealId: dealId ?? '' }
    const [deal, groups] = await Promise.all([
      call('getDeal', { ...asked, ...here }),
      call('listOpenGroups', { ...asked, limit: 5 }).then(
        ({ items }) => items,
        () => [],
      ),
    ])
    return { deal, groups }
  }, dealId)
  const seen = remote.is === 'ready' ? remote.value : undefined

  const [locate, locating] = useOnce(async () => setPlace((await whereAmI()) ?? 'denied'))
  useEffect(() => {
    if (here) void reload()
  }, [here, reload])

  // At the very moment it starts or ends the page changes by itself.
  const deal = seen?.deal
  const flip = deal?.state === 'not_started' ? deal.window.from : deal?.state === 'open' ? deal.window.to : undefined
  useEffect(() => {
    const wait = flip === undefined ? Number.NaN : millis(flip) - serverNow()
    if (!(wait > 0 && wait < 86_400_000)) return
    const timer = setTimeout(reload, wait + 300)
    return () => clearTimeout(timer)
  }, [flip, reload])

  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) void reload()
    shown.current = true
  })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return { remote, seen, reload, place, locate, locating }
}
