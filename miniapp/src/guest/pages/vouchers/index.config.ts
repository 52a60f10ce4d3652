export default definePageConfig({
  navigationBarTitleText: '团购券',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
