import Taro from '@tarojs/taro'

/** Shows the way to a place in the phone's own map (GCJ-02). */
export async function showWay(place: { name: string; address: string; lat: number; lng: number }): Promise<void> {
  const { name, address, lat, lng } = place
  await Taro.openLocation({ latitude: lat, longitude: lng, name, address, scale: 16 }).catch(() => {})
}

/** The phone asks before it dials. */
export async function dial(phone: string): Promise<void> {
  await Taro.makePhoneCall({ phoneNumber: phone }).catch(() => {})
}
