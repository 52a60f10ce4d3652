import type { BatchForm } from '../../shared/coupons.ts'
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
  ['every store', {}, '全部门店可用', 'Valid at every store'],
  ['some stores', { scope: { storeIds: ['sto_1', 'sto_2'] } }, '指定 2 家门店可用', 'Valid at 2 stores'],
  ['the cap of a member’s day', { perMember: 3, perMemberPerDay: 1 }, '每人每天限领 1 张', 'At most 1 per person a day'],
  ['the cap of a day', { perDay: 8 }, '每天限量 8 张', '8 a day in all'],
  ['the cap', { perMember: 3 }, '每人限领 3 张', 'At most 3 per person'],
] as const)('says %s in both languages', (_, changed, zh, en) => {
  const said = inBoth(changed as Partial<BatchForm>)
  expect(said.zh).toContain(zh)
  expect(said.en).toContain(en)
})
