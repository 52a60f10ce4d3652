const weapp = process.env.TARO_ENV === 'weapp'

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/wallet/index',
    'pages/me/index',
    'pages/offer/index',
    'pages/code/index',
    'pages/not-found/index',
  ],
  subPackages: [
    {
      root: 'merchant',
      name: 'merchant',
      pages: [
        'pages/counter/index',
        'pages/today/index',
        'pages/assist/index',
        'pages/staff/index',
        'pages/join/index',
        'pages/desktop/index',
      ],
    },
    {
      root: 'guest',
      name: 'guest',
      pages: [
        'pages/history/index',
        'pages/store/index',
        'pages/gift/index',
        'pages/vouchers/index',
        'pages/voucher/index',
        'pages/deal/index',
        'pages/group/index',
        'pages/privacy/index',
        'pages/profile/index',
        'pages/sessions/index',
      ],
    },
    {
      root: 'marketing',
      name: 'marketing',
      pages: [
        'pages/promotions/index',
        'pages/create/index',
        'pages/edit/index',
        'pages/deal/index',
        'pages/approvals/index',
        'pages/exceptions/index',
        'pages/import/index',
        'pages/stores/index',
        'pages/store/index',
        'pages/sets/index',
        'pages/login/index',
        'pages/audit/index',
      ],
    },
  ],
  preloadRule: {
    'pages/me/index': { network: 'all', packages: ['merchant', 'guest'] },
    'pages/wallet/index': { network: 'all', packages: ['guest'] },
  },
  // The web build's pages change at once, as quick as they are.
  animation: false,
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '到店有礼',
    navigationBarBackgroundColor: '#FBF6EA',
    navigationBarTextStyle: 'black',
    backgroundColor: '#FBF6EA',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#5F655C',
    selectedColor: '#0E5A48',
    backgroundColor: '#FFFDF8',
    borderStyle: 'white',
    list: [
      { pagePath: 'pages/home/index', text: '优惠', iconPath: 'icons/home.png', selectedIconPath: 'icons/home-on.png' },
      { pagePath: 'pages/wallet/index', text: '券包', iconPath: 'icons/wallet.png', selectedIconPath: 'icons/wallet-on.png' },
      { pagePath: 'pages/me/index', text: '我的', iconPath: 'icons/me.png', selectedIconPath: 'icons/me-on.png' },
    ],
  },
  ...(weapp && {
    lazyCodeLoading: 'requiredComponents',
    requiredPrivateInfos: ['getLocation'],
    permission: { 'scope.userLocation': { desc: '用来按距离排列可用的门店，只在您点“查看离我最近的门店”时使用' } },
    __usePrivacyCheck__: true,
  }),
})
