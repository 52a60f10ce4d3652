export default definePageConfig({
  navigationBarTitleText: '登录的设备',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
