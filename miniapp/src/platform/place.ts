import Taro from '@tarojs/taro'
import { mayAskPlace } from './place-choice'

export interface Place {
  lat: number
  lng: number
}

/** A place, and how many metres it may be off. */
export interface Fix extends Place {
  accuracy: number
}

/** Where the guest is, asked for only after a tap that says why; undefined when not allowed or not known. */
export async function whereAmI(): Promise<Place | undefined> {
  const fix = await takeFix()
  return fix && { lat: fix.lat, lng: fix.lng }
}

/** The same with how sure the phone is of it. */
export async function takeFix(): Promise<Fix | undefined> {
  if (!mayAskPlace()) return undefined
  try {
    const { latitude, longitude, accuracy } = await Taro.getLocation({ type: 'gcj02', isHighAccuracy: true })
    return { lat: latitude, lng: longitude, accuracy }
  } catch {
    return undefined
  }
}
