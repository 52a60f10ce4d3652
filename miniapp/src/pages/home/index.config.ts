export default definePageConfig({
  navigationBarTitleText: '到店有礼',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
  enableShareAppMessage: true,
})
