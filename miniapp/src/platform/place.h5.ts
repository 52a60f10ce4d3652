import { gcjOf } from '../words/gcj'
import type { Place } from './place'
import { mayAskPlace } from './place-choice'

/** Where the guest is, asked for only after a tap that says why; undefined when not allowed or not known. */
export function whereAmI(): Promise<Place | undefined> {
  if (!navigator.geolocation || !mayAskPlace()) return Promise.resolve(undefined)
  return new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(gcjOf(coords.latitude, coords.longitude)),
      () => resolve(undefined),
      { timeout: 10_000, maximumAge: 60_000 },
    ),
  )
}
