import { useEffect, useState } from 'react'
import { serverNow } from '../../api/clock'
import { useFresh } from '../../hooks/use-fresh'
import { useOnce } from '../../hooks/use-once'
import { useRemote } from '../../hooks/use-remote'
import { type Place, whereAmI } from '../../platform/place'
import { millis } from '../../words/time'

/** What is shown of an offer changes by itself at these two moments. */
export interface Window {
  state: string
  from: string
  to: string
}

/** A batch or a deal as anybody sees it: by distance once the guest has allowed it, and right at its start and end. */
export function useLiveOffer<T>(
  id: string | undefined,
  load: (here: Place | undefined) => Promise<T>,
  windowOf: (offer: T) => Window,
) {
  const [place, setPlace] = useState<Place | 'denied' | undefined>()
  const here = place === 'denied' ? undefined : place
  const { remote, reload, put } = useRemote<T>(() => load(here), id)
  const [locate, locating] = useOnce(async () => setPlace((await whereAmI()) ?? 'denied'))
  useEffect(() => {
    if (here) void reload()
  }, [here, reload])

  const window = remote.is === 'ready' ? windowOf(remote.value) : undefined
  const flip = window?.state === 'not_started' ? window.from : window?.state === 'open' ? window.to : undefined
  useEffect(() => {
    const wait = flip === undefined ? Number.NaN : millis(flip) - serverNow()
    if (!(wait > 0 && wait < 86_400_000)) return
    const timer = setTimeout(reload, wait + 300)
    return () => clearTimeout(timer)
  }, [flip, reload])

  useFresh(reload)
  return { remote, reload, put, place, locate, locating }
}
