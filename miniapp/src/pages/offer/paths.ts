import Taro from '@tarojs/taro'

/** The path of the share card: the offer, nothing personal. */
export const offerPath = (batchId: string): string => `/pages/offer/index?batchId=${batchId}`

export const openCode = (couponId: string): void => void Taro.navigateTo({ url: `/pages/code/index?couponId=${couponId}` })

export const openStore = (storeId: string): void => void Taro.navigateTo({ url: `/guest/pages/store/index?storeId=${storeId}` })
