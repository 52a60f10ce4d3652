export default definePageConfig({ navigationBarTitleText: '触点与海报' })
