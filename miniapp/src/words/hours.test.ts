import { hoursWords } from './hours'

const all = [1, 2, 3, 4, 5, 6, 7]
test.each([
  [[{ weekdays: all, from: '10:00', to: '22:00' }], '每天 10:00–22:00', 'Every day 10:00–22:00'],
  [[{ weekdays: all, from: '00:00', to: '24:00' }], '每天 24 小时', 'Every day 24 hours'],
  [[{ weekdays: [5, 6], from: '18:00', to: '02:00' }], '周五、周六 18:00–次日02:00', 'Fri, Sat 18:00–next day 02:00'],
  [[{ weekdays: [1, 3, 5], from: '09:00', to: '12:00' }], '周一、周三、周五 09:00–12:00', 'Mon, Wed, Fri 09:00–12:00'],
  [
    [
      { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
      { weekdays: [6, 7], from: '10:00', to: '16:00' },
    ],
    '周一至周五 09:00–18:00；周六、周日 10:00–16:00',
    'Mon–Fri 09:00–18:00; Sat, Sun 10:00–16:00',
  ],
])('%j', (hours, zh, en) => {
  expect(hoursWords(hours, 'zh')).toBe(zh)
  expect(hoursWords(hours, 'en')).toBe(en)
})
