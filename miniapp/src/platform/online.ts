import Taro from '@tarojs/taro'

/** Tells whether there is a network, now and at each change; answers how to stop. */
export function watchNetwork(tell: (isThere: boolean) => void): () => void {
  const changed = ({ isConnected }: { isConnected: boolean }) => tell(isConnected)
  Taro.onNetworkStatusChange(changed)
  Taro.getNetworkType().then(
    ({ networkType }) => tell(networkType !== 'none'),
    () => {},
  )
  return () => Taro.offNetworkStatusChange(changed)
}
