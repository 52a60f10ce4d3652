export default definePageConfig({
  navigationBarTitleText: '效果报表',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
