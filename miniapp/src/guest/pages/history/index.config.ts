export default definePageConfig({ navigationBarTitleText: '券的记录' })
