export default definePageConfig({
  navigationBarTitleText: '门店',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
