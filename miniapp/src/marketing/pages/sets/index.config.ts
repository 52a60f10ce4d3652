export default definePageConfig({
  navigationBarTitleText: '门店组',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
