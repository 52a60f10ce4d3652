import type { BatchForm } from '../../shared/coupons.ts'
import { ruleWords } from '../../shared/rule-words.ts'
import { rulesInWords } from './words.ts'

const form: BatchForm = {
  title: '券',
  total: 10,
  perMember: 1,
  benefit: { kind: 'amount', offFen: 1000, minSpendFen: 3050 },
  validity: { kind: 'days', days: 7 },
}
const inBoth = (changed: Partial<BatchForm>) => {
  const all = { ...form, ...changed }
  return { zh: rulesInWords(all, 'Asia/Shanghai', 'zh').join('；'), en: rulesInWords(all, 'Asia/Shanghai', 'en').join('; ') }
}

it('does not say where it is good when that is not known', () => {
  const wall = (instant: Date | string) => new Date(instant).toISOString()
  expect(ruleWords(form, wall, 'zh', 'untold').join()).not.toContain('门店')
  expect(ruleWords({ ...form, scope: { storeIds: ['sto_1'] } }, wall, 'zh', 'untold')).toContain('指定 1 家门店可用')
})

it.each([
  ['the minimum spend', {}, '满 ¥30.50 减 ¥10', '¥10 off when you spend ¥30.50 or more'],
  [
    'no minimum',
    { benefit: { kind: 'amount', offFen: 500, minSpendFen: 0 } },
    '立减 ¥5，无最低消费',
    '¥5 off, no minimum spend',
  ],
  [
    'a percentage with its ceiling',
    { benefit: { kind: 'percent', percentOff: 25, ceilingFen: 3000, minSpendFen: 10_000 } },
    '满 ¥100 打 7.5 折，最高减 ¥30',
    '25% off when you spend ¥100 or more, at most ¥30 off',
  ],
  [
    'a gift',
    { benefit: { kind: 'gift', item: '拿铁', valueFen: 1800 } },
    '免费兑换 拿铁（价值 ¥18）',
    '拿铁 for free (worth ¥18)',
  ],
  ['a run of weekdays', { weekdays: [5, 1, 2, 3, 4] }, '限周一至周五使用', 'Valid on Mon–Fri'],
  ['single weekdays', { weekdays: [6, 7] }, '限周六、周日使用', 'Valid on Sat, Sun'],
  [
    'hours over midnight',
    { hours: [{ from: '22:00', to: '02:00' }] },
    '可用时段：22:00–次日 02:00',
    'Between 22:00–next day 02:00',
  ],
  [
    'blackout dates',
    { blackout: ['2026-12-25', '2026-12-24'] },
    '以下日期不可用：2026-12-24、2026-12-25',
    'Not on 2026-12-24, 2026-12-25',
  ],
  ['days from the claim', {}, '领取后 7 天内有效（含当天）', 'Valid for 7 days from the day you claim it'],
  ['the day of the claim', { validity: { kind: 'days', days: 1 } }, '领取当天有效', 'Valid on the day you claim it'],
  [
    'a later start',
    { validity: { kind: 'days', days: 3, startsInDays: 1 } },
    '领取 1 天后生效，3 天内有效',
    'Starts 1 days after you claim it, valid for 3 days',
  ],
  [
    "dates on the store's wall, midnight as the end of the day before",
    { validity: { kind: 'dates', from: '2026-11-30T16:00:00Z', to: '2026-12-31T16:00:00Z' } },
    '2026-12-01 00:00 至 2026-12-31 24:00 可用',
    'Valid from 2026-12-01 00:00 to 2026-12-31 24:00',
  ],
  [
    'what a scope names',
    { scope: { categories: ['咖啡', '甜品'], items: ['拿铁'] } },
    '仅限品类 咖啡、甜品和商品 拿铁；最低消费和优惠只按参与商品的金额计算',
    'Only for the categories 咖啡, 甜品 and the item 拿铁; Only what counts adds to the minimum spend and is discounted',
  ],
  ['one category', { scope: { categories: ['咖啡'] } }, '仅限品类 咖啡；', 'Only for the category 咖啡;'],
  ['items alone', { scope: { items: ['拿铁', '美式'] } }, '仅限商品 拿铁、美式；', 'Only for the items 拿铁, 美式;'],
  [
    'what it excludes, without minimum spend',
    { benefit: { kind: 'amount', offFen: 500, minSpendFen: 0 }, scope: { excludeItems: ['饮料', '酒水'] } },
    '饮料、酒水 不参与；优惠只按参与商品的金额计算',
    'Not for 饮料, 酒水; Only what counts is discounted',
  ],
  [
    'the purchase that a gift asks for',
    { benefit: { kind: 'gift', item: '曲奇', valueFen: 0 }, scope: { categories: ['咖啡'], excludeItems: ['美式'] } },
    '仅限品类 咖啡；美式 不参与；消费中须有参与的商品',
    'Only for the category 咖啡; Not for 美式; With a purchase of something that counts',
  ],
  [
    'public holidays',
    { holidays: 'excluded' },
    '法定节假日（含调休放假）不可用，以国务院公布为准',
    'Not on public holidays and days off in lieu of mainland China, as the State Council announces them',
  ],
  [
    'working days, with those of weekends',
    { weekdays: [1, 2, 3, 4, 5], holidays: 'excluded' },
    '限周一至周五使用，调休上班的周末也可用；法定节假日',
    'Valid on Mon–Fri, also on weekend days made working days; Not on public',
  ],
  [
    'weekends, without those made working days',
    { weekdays: [6, 7], holidays: 'excluded' },
    '限周六、周日使用，调休上班的周末不可用；',
    'Valid on Sat, Sun, but not on weekend days made working days;',
  ],
  ['weekdays between', { weekdays: [5, 6], holidays: 'excluded' }, '限周五、周六使用；', 'Valid on Fri, Sat;'],
  ['weekdays without the calendar', { weekdays: [6, 7] }, '限周六、周日使用；', 'Valid on Sat, Sun;'],
  [
    'to which day hours over midnight belong',
    { weekdays: [5, 6], hours: [{ from: '22:00', to: '02:00' }] },
    '可用时段：22:00–次日 02:00；跨零点的时段算作开始那天',
    'Between 22:00–next day 02:00; Hours past midnight belong to the day they start',
  ],
  ['every store', {}, '全部门店可用', 'Valid at every store'],
  ['some stores', { scope: { storeIds: ['sto_1', 'sto_2'] } }, '指定 2 家门店可用', 'Valid at 2 stores'],
  ['the cap of a member’s day', { perMember: 3, perMemberPerDay: 1 }, '每人每天限领 1 张', 'At most 1 per person a day'],
  ['the cap of a day', { perDay: 8 }, '每天限量 8 张', '8 a day in all'],
  ['what is earned', { rewardOnly: true }, '到店签到获得，不能领取', 'Earned by checking in, never claimed'],
  ['the cap', { perMember: 3 }, '每人限领 3 张', 'At most 3 per person'],
] as const)('says %s in both languages', (_, changed, zh, en) => {
  const said = inBoth(changed as Partial<BatchForm>)
  expect(said.zh).toContain(zh)
  expect(said.en).toContain(en)
})

it.each([
  ['hours over midnight of every day', { hours: [{ from: '22:00', to: '02:00' }] }, '算作开始那天', 'belong to the day'],
  ['hours that end at midnight', { weekdays: [5], hours: [{ from: '17:00', to: '24:00' }] }, '次日', 'next day'],
  ['included holidays', { holidays: 'included' }, '节假日', 'holidays'],
  [
    'every day of the week, holidays excluded',
    { weekdays: [1, 2, 3, 4, 5, 6, 7], holidays: 'excluded' },
    '调休上班',
    'made working',
  ],
  ['stores alone', { scope: { storeIds: ['sto_1'] } }, '参与', 'counts'],
] as const)('says no more than it must of %s', (_, changed, zh, en) => {
  const said = inBoth(changed as Partial<BatchForm>)
  expect(said.zh).not.toContain(zh)
  expect(said.en).not.toContain(en)
})
