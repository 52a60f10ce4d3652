export default definePageConfig({
  navigationBarTitleText: '附近门店',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
