import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    streaks: '连续签到',
    weekdays: '一二三四五六日',
    came: (day: string) => `${day} 已签到`,
    notCame: (day: string) => `${day} 没有签到`,
    makeUps: (left: number) => `还可补 ${left} 次`,
    paused: '活动暂停中，签到照样累计',
    rewards: '奖励',
    toCoupon: '去看这张券',
  },
  en: {
    streaks: 'Streaks',
    weekdays: 'MTWTFSS',
    came: (day: string) => `${day} checked in`,
    notCame: (day: string) => `${day} no check-in`,
    makeUps: (left: number) => `${left} ${left === 1 ? 'miss' : 'misses'} left`,
    paused: 'Paused: check-ins still count',
    rewards: 'Rewards',
    toCoupon: 'See this coupon',
  },
})
