export default definePageConfig({ navigationBarTitleText: '签到奖励' })
