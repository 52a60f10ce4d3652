import Taro from '@tarojs/taro'

/** The paths of share cards: the deal or the group, nothing personal. */
export const dealPath = (dealId: string): string => `/guest/pages/deal/index?dealId=${dealId}`
export const groupPath = (groupId: string): string => `/guest/pages/group/index?groupId=${groupId}`

export const open = (url: string): void => void Taro.navigateTo({ url })
