export default definePageConfig({
  navigationBarTitleText: '门店',
  enableShareAppMessage: true,
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
