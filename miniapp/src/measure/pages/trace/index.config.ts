export default definePageConfig({ navigationBarTitleText: '追踪' })
