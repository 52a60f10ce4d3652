export default definePageConfig({
  navigationBarTitleText: '待确认的优惠',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
