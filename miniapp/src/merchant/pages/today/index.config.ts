export default definePageConfig({
  navigationBarTitleText: '今日核销',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
