import Taro from '@tarojs/taro'

export const orderPath = (orderId: string): string => `/guest/pages/order/index?orderId=${orderId}`
export const ordersPath = '/guest/pages/orders/index'
export const refundPath = (orderId: string): string => `/guest/pages/refund/index?orderId=${orderId}`
/** What the page is told when somebody comes back from paying: it asks the server until it knows. */
export const paidPath = (orderId: string): string => `${orderPath(orderId)}&from=payment`

export const open = (url: string): void => void Taro.navigateTo({ url })
