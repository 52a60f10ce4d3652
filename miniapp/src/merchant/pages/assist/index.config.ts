export default definePageConfig({ navigationBarTitleText: '无码核销' })
