export default definePageConfig({
  navigationBarTitleText: '员工',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
