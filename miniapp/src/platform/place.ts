import Taro from '@tarojs/taro'
import { mayAskPlace } from './place-choice'

export interface Place {
  lat: number
  lng: number
}

/** Where the guest is, asked for only after a tap that says why; undefined when not allowed or not known. */
export async function whereAmI(): Promise<Place | undefined> {
  if (!mayAskPlace()) return undefined
  try {
    const { latitude, longitude } = await Taro.getLocation({ type: 'gcj02' })
    return { lat: latitude, lng: longitude }
  } catch {
    return undefined
  }
}
