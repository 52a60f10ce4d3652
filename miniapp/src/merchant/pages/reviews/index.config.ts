export default definePageConfig({
  navigationBarTitleText: '待确认的签到',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
