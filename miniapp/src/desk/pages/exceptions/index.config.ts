export default definePageConfig({
  navigationBarTitleText: '异常',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
