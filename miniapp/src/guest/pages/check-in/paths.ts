import Taro from '@tarojs/taro'

export const openStores = (): void => void Taro.redirectTo({ url: '/guest/pages/stores/index' })

export const openVisits = (): void => void Taro.redirectTo({ url: '/guest/pages/visits/index' })
