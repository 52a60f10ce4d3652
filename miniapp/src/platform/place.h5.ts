import { gcjOf } from '../words/gcj'
import type { Fix, Place } from './place'
import { mayAskPlace } from './place-choice'

/** Where the guest is, asked for only after a tap that says why; undefined when not allowed or not known. */
export async function whereAmI(): Promise<Place | undefined> {
  const fix = await takeFix()
  return fix && { lat: fix.lat, lng: fix.lng }
}

/** The same with how sure the phone is of it, in metres. */
export function takeFix(): Promise<Fix | undefined> {
  if (!navigator.geolocation || !mayAskPlace()) return Promise.resolve(undefined)
  return new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ ...gcjOf(coords.latitude, coords.longitude), accuracy: Math.round(coords.accuracy) }),
      () => resolve(undefined),
      { timeout: 10_000, maximumAge: 60_000 },
    ),
  )
}
