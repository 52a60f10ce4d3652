export default definePageConfig({
  navigationBarTitleText: '订单',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
