export default definePageConfig({
  navigationBarTitleText: '我的签到',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
