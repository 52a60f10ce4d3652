import { benefitWords, condition, worth } from './benefit-words.ts'

const amount = { kind: 'amount', offFen: 1250, minSpendFen: 5000 }
const percent = { kind: 'percent', percentOff: 20, ceilingFen: 3000, minSpendFen: 5000 }
const gift = { kind: 'gift', item: '拿铁', valueFen: 1800 }
const free = { ...amount, minSpendFen: 0 }
const always = { ...percent, percentOff: 25, minSpendFen: 0 }
const priceless = { ...gift, valueFen: 0 }
const future = { kind: 'points', points: 30 }

test.each([
  ['zh', amount, '¥12.50', '满¥50可用', '满¥50减¥12.50'],
  ['zh', free, '¥12.50', '无门槛', '立减¥12.50'],
  ['zh', percent, '8折', '满¥50可用，最高减 ¥30', '满¥50打8折，最高减 ¥30'],
  ['zh', always, '7.5折', '无门槛，最高减 ¥30', '7.5折，最高减 ¥30'],
  ['zh', { ...always, percentOff: 5 }, '9.5折', '无门槛，最高减 ¥30', '9.5折，最高减 ¥30'],
  ['zh', { ...always, percentOff: 99 }, '0.1折', '无门槛，最高减 ¥30', '0.1折，最高减 ¥30'],
  ['zh', gift, '免费', '价值 ¥18', '免费兑换 拿铁'],
  ['zh', priceless, '免费', '', '免费兑换 拿铁'],
  ['zh', future, '优惠', '', '优惠'],
  ['en', amount, '¥12.50', 'from ¥50', '¥12.50 off from ¥50'],
  ['en', free, '¥12.50', 'no minimum', '¥12.50 off'],
  ['en', percent, '20% off', 'from ¥50, at most ¥30', '20% off from ¥50, at most ¥30'],
  ['en', always, '25% off', 'no minimum, at most ¥30', '25% off, at most ¥30'],
  ['en', gift, 'Free', 'worth ¥18', '拿铁 for free'],
  ['en', future, 'Offer', '', 'Offer'],
] as const)('%s %j is %s, %s, %s', (language, benefit, large, small, line) => {
  const { before, number, after } = worth(benefit, language)
  expect([before + number + after, condition(benefit, language), benefitWords(benefit, language)]).toEqual([large, small, line])
})
