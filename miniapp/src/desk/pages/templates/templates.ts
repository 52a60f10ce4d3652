import type { Language } from '../../../../../shared/problems.ts'
import { blankDraft, type Draft } from '../../../marketing/form/draft'
import { percentTyped } from '../../../marketing/form/read'

export const trades = ['catering', 'retail', 'spa', 'hotel', 'car', 'telecom'] as const
export type Trade = (typeof trades)[number]

/** In both languages: what is written into the form, and why a shop does this. */
type Said = [zh: string, en: string]

export interface Template {
  id: string
  trade: Trade
  name: Said
  title: Said
  why: Said
  /** Of a gift: what is handed over. */
  item?: Said
  percentOff?: number
  /** What it is for, or not for, as tills write it. */
  categories?: Said
  excludes?: Said
  draft: Partial<Draft>
}

const weekdays = [1, 2, 3, 4, 5]
const weekend = [6, 7]
/** Of a hotel, a car: the nights that are hard to sell. */
const quietNights = [1, 2, 3, 4, 7]

/** Coupons that shops of each trade have long given, with a budget that pays for all of them. */
export const templates: Template[] = [
  {
    ...{ id: 'catering-lunch', trade: 'catering', percentOff: 20, excludes: ['酒水', 'drinks'] },
    name: ['工作日午市八折', 'Weekday lunch, 20% off'],
    title: ['午市八折券', '20% off lunch'],
    why: ['把中午空着的桌子坐满，晚市不受影响', 'Fills the tables that stand empty at noon and leaves the evening alone'],
    draft: {
      ...{ kind: 'percent', ceiling: '30', minSpend: '50', total: '200', perMember: '2', budget: '6000', days: '14' },
      ...{ weekdays, hours: [{ from: '11:00', to: '14:00' }], perMemberPerDay: '1' },
    },
  },
  {
    ...{ id: 'catering-weekend', trade: 'catering' },
    name: ['周末聚餐满 200 减 30', 'Weekend dinner, ¥30 off ¥200'],
    title: ['周末聚餐立减券', '¥30 off at the weekend'],
    why: ['请客人多点一两道菜，人均高一些', 'One more dish on the table: the bill is higher than the discount'],
    draft: {
      ...{ kind: 'amount', off: '30', minSpend: '200', total: '200', perMember: '1', budget: '6000', days: '30' },
      weekdays: weekend,
    },
  },
  {
    ...{ id: 'retail-off', trade: 'retail', excludes: ['特价商品', 'reduced goods'] },
    name: ['全场满 100 减 20', '¥20 off ¥100'],
    title: ['满百立减券', '¥20 off'],
    why: ['进店理由最简单的一种，特价商品不参加', 'The simplest reason to come in; what is reduced already is left out'],
    draft: {
      ...{ kind: 'amount', off: '20', minSpend: '100', total: '300', perMember: '1', budget: '6000', days: '15' },
    },
  },
  {
    ...{ id: 'retail-wednesday', trade: 'retail', percentOff: 12 },
    name: ['周三会员日八八折', 'Members’ Wednesday, 12% off'],
    title: ['会员日八八折券', '12% off on Wednesday'],
    why: ['让老顾客记住每周有一天该来', 'One day of the week that regular guests remember'],
    draft: {
      ...{ kind: 'percent', ceiling: '50', minSpend: '50', total: '200', perMember: '2', budget: '10000', days: '30' },
      weekdays: [3],
    },
  },
  {
    ...{ id: 'spa-first', trade: 'spa', percentOff: 30 },
    name: ['新客体验七折', 'First visit, 30% off'],
    title: ['新客体验七折券', '30% off your first visit'],
    why: ['第一次来的人肯试一次，工作日的技师不闲着', 'Newcomers try it once, on days when hands are free'],
    draft: {
      ...{ kind: 'percent', ceiling: '150', minSpend: '200', total: '60', perMember: '1', budget: '9000', days: '30' },
      ...{ weekdays, hours: [{ from: '10:00', to: '18:00' }] },
    },
  },
  {
    ...{ id: 'spa-gift', trade: 'spa', item: ['肩颈放松 30 分钟', '30 minutes for neck and shoulders'] },
    name: ['到店送肩颈放松', 'A neck massage with any treatment'],
    title: ['肩颈放松兑换券', 'Neck and shoulders, free'],
    why: ['不打折，多送半小时，顾客觉得值，价格守得住', 'Half an hour more instead of a lower price'],
    draft: {
      ...{ kind: 'gift', value: '98', total: '50', perMember: '1', budget: '4900', days: '30' },
      weekdays: [1, 2, 3, 4],
    },
  },
  {
    ...{ id: 'hotel-quiet', trade: 'hotel' },
    name: ['平日入住减 80', '¥80 off on quiet nights'],
    title: ['平日住房立减券', '¥80 off a quiet night'],
    why: ['周日到周四的空房先卖掉，节假日照原价', 'Sells the rooms from Sunday to Thursday; holidays keep their price'],
    draft: {
      ...{ kind: 'amount', off: '80', minSpend: '400', total: '100', perMember: '2', budget: '8000', days: '60' },
      ...{ weekdays: quietNights, holidays: 'excluded', startsInDays: '1' },
    },
  },
  {
    ...{ id: 'hotel-breakfast', trade: 'hotel', item: ['双人早餐', 'Breakfast for two'] },
    name: ['住店送双人早餐', 'Breakfast for two with a stay'],
    title: ['双人早餐券', 'Breakfast for two'],
    why: ['和别家比价时多一个理由选您，房价不用动', 'One more reason to choose you, at the same price'],
    draft: { kind: 'gift', value: '96', total: '80', perMember: '1', budget: '7680', days: '60' },
  },
  {
    ...{ id: 'car-weekday', trade: 'car' },
    name: ['工作日租车减 100', '¥100 off a weekday rental'],
    title: ['工作日租车立减券', '¥100 off on weekdays'],
    why: ['周一到周四停着的车先跑起来', 'Moves the cars that stand from Monday to Thursday'],
    draft: {
      ...{ kind: 'amount', off: '100', minSpend: '500', total: '80', perMember: '1', budget: '8000', days: '60' },
      ...{ weekdays: [1, 2, 3, 4], holidays: 'excluded' },
    },
  },
  {
    ...{ id: 'car-seat', trade: 'car', item: ['儿童安全座椅一天', 'A child seat for a day'] },
    name: ['周末送儿童座椅', 'A child seat at the weekend'],
    title: ['儿童座椅免费用', 'A child seat, free'],
    why: ['一家人出门最在意的小事，成本很低', 'What families care about most, and it costs little'],
    draft: {
      ...{ kind: 'gift', value: '50', total: '60', perMember: '1', budget: '3000', days: '60' },
      weekdays: [5, ...weekend],
    },
  },
  {
    ...{ id: 'telecom-phone', trade: 'telecom', categories: ['手机', 'phones'] },
    name: ['换新机立减 200', '¥200 off a new phone'],
    title: ['换机立减券', '¥200 off a new phone'],
    why: ['请想换手机的人先到厅里来看一眼', 'Brings in who thinks of a new phone anyway'],
    draft: {
      ...{ kind: 'amount', off: '200', minSpend: '1999', total: '50', perMember: '1', budget: '10000', days: '15' },
    },
  },
  {
    ...{ id: 'telecom-gift', trade: 'telecom', item: ['手机贴膜一次', 'A screen film, fitted'] },
    name: ['办业务送贴膜', 'A screen film with any service'],
    title: ['手机贴膜兑换券', 'A screen film, free'],
    why: ['排队的人走进来，顺手办一项业务', 'A reason to walk in, and to take one service along'],
    draft: { kind: 'gift', value: '29', total: '100', perMember: '1', budget: '2900', days: '30' },
  },
]

const at = (said: Said, language: Language) => said[language === 'zh' ? 0 : 1]

export const said = (template: Template, language: Language) => ({
  name: at(template.name, language),
  title: at(template.title, language),
  why: at(template.why, language),
})

/** The form as it is filled in by a template: begins today and runs thirty days, at all stores. */
export function filledBy(template: Template, today: string, language: Language): Draft {
  const { draft, percentOff, item, categories, excludes } = template
  return {
    ...blankDraft(today),
    ...draft,
    ...(percentOff !== undefined && { percent: percentTyped(percentOff, language) }),
    ...(item && { item: at(item, language) }),
    ...(categories && { categories: at(categories, language) }),
    ...(excludes && { excludes: at(excludes, language) }),
    name: at(template.name, language),
    title: at(template.title, language),
  }
}
