import Taro from '@tarojs/taro'

export const tracePath = (id: string): string => `/measure/pages/trace/index?id=${id}`

/** The page of the thing's way, on top of this one. */
export const openTrace = (id: string): void => void Taro.navigateTo({ url: tracePath(id) })
