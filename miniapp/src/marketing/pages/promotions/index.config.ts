export default definePageConfig({
  navigationBarTitleText: '活动',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
