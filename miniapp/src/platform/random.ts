import Taro from '@tarojs/taro'

/** Bytes of chance for a key; none from a WeChat that is older than 2.15. */
export function randomBytes(count: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // Taro makes no promise of this one.
    const success = ({ randomValues }: { randomValues: ArrayBuffer }) => resolve(new Uint8Array(randomValues))
    Taro.getRandomValues({ length: count, success, fail: reject })
  })
}
