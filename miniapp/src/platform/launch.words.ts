import { catalogue } from '../words/catalogue'

export const frame = catalogue({
  zh: {
    home: '优惠',
    wallet: '券包',
    me: '我的',
    back: '返回',
    updated: '新版本已准备好',
    restart: '重启后使用新版本',
    now: '现在重启',
  },
  en: {
    home: 'Offers',
    wallet: 'Wallet',
    me: 'Me',
    back: 'Back',
    updated: 'A new version is ready',
    restart: 'Restart to use it',
    now: 'Restart',
  },
})
