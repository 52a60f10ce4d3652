export default definePageConfig({
  navigationBarTitleText: '团购',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
  enableShareAppMessage: true,
})
