import type { BatchForm } from '../../shared/coupons.ts'
import type { DealForm } from '../../shared/deals.ts'
import { clashesOf, type Offered } from './conflicts.ts'

const july = { from: '2026-07-01T00:00:00.000Z', to: '2026-08-01T00:00:00.000Z' }
const august = { from: '2026-08-01T00:00:00.000Z', to: '2026-09-01T00:00:00.000Z' }
const why = (a: Offered, b: Offered) => clashesOf([a], [b]).map((clash) => clash.why)

describe('two deals', () => {
  const deal = (more: Partial<DealForm & { picture: string; from: string; to: string }> = {}): Offered => {
    const { title = '三人下午茶', picture, from = july.from, to = july.to, ...form } = more
    const plain = { listFen: 12_900, aloneFen: 9900, ladder: [{ size: 2, priceFen: 7900 }] }
    return { title, picture, from, to, dealId: 'dea_1', form: { ...plain, ...form } }
  }
  it.each([
    ['of one name at one price agree', deal(), deal(), []],
    ['of one name at two prices alone do not', deal(), deal({ aloneFen: 8900 }), ['price']],
    ['nor at two prices for the same size', deal(), deal({ ladder: [{ size: 2, priceFen: 7500 }] }), ['price']],
    [
      'nor where one goes lower with more people',
      deal(),
      deal({ ladder: [...[{ size: 2, priceFen: 7900 }], { size: 3, priceFen: 6900 }] }),
      ['price'],
    ],
    ['of one name and two usual prices may be two things', deal(), deal({ listFen: 15_900, aloneFen: 8900 }), ['terms']],
    [
      'nor is it sure where no usual price is said',
      deal({ listFen: undefined }),
      deal({ listFen: undefined, aloneFen: 8900 }),
      ['terms'],
    ],
    ['of two names have nothing to do with each other', deal(), deal({ title: '四人下午茶', aloneFen: 8900 }), []],
    [
      'whose names differ in spaces and width are of one name',
      deal({ title: 'Tea  ３' }),
      deal({ title: 'tea3', aloneFen: 1 }),
      ['price'],
    ],
    [
      'of one picture and one usual price are the same thing',
      deal({ title: 'A', picture: 'p', listFen: 100 }),
      deal({ title: 'B', picture: 'p', listFen: 100, aloneFen: 1 }),
      ['price'],
    ],
    [
      'of one picture alone are not: it may be the menu',
      deal({ title: 'A', picture: 'p', listFen: undefined }),
      deal({ title: 'B', picture: 'p', listFen: undefined, aloneFen: 1 }),
      [],
    ],
    ['that never can be had at once agree: the end is not part of it', deal(), deal({ ...august, aloneFen: 8900 }), []],
    ['that meet for a second do not', deal(), deal({ ...august, from: '2026-07-31T23:59:59.000Z', aloneFen: 8900 }), ['price']],
  ])('%s', (_, a, b, expected) => {
    expect(why(a, b)).toEqual(expected)
    expect(why(b, a)).toEqual(expected)
  })
})

describe('two coupons', () => {
  const off = (offFen: number) => ({ kind: 'amount' as const, offFen, minSpendFen: 3000 })
  const coupon = (more: Partial<BatchForm> = {}): Offered => {
    const { title = '咖啡券', ...form } = more
    return { title, ...july, batchId: 'bat_1', form: { benefit: off(500), ...form } }
  }
  const coffee = { categories: ['咖啡'] }
  it.each([
    ['with the same benefit agree', coupon({ scope: coffee }), coupon({ scope: coffee, title: '别名' }), []],
    [
      'for the same goods with two benefits do not, whatever they are called',
      coupon({ scope: coffee }),
      coupon({ title: '别名', scope: coffee, benefit: off(800) }),
      ['terms'],
    ],
    [
      'for other goods agree',
      coupon({ scope: coffee }),
      coupon({ title: '别名', scope: { categories: ['茶'] }, benefit: off(800) }),
      [],
    ],
    [
      'of which one leaves the goods out agree',
      coupon({ scope: { items: ['拿铁'] } }),
      coupon({ title: '别名', scope: { items: ['拿铁', '美式'], excludeItems: ['拿铁'] }, benefit: off(800) }),
      [],
    ],
    [
      'for everything under two names agree: a merchant may have several',
      coupon(),
      coupon({ title: '别名', benefit: off(800) }),
      [],
    ],
    ['for everything under one name contradict each other', coupon(), coupon({ benefit: off(800) }), ['terms']],
    [
      'under one name on other weekdays agree',
      coupon({ weekdays: [1, 2, 3] }),
      coupon({ weekdays: [6, 7], benefit: off(800) }),
      [],
    ],
    [
      'under one name at other hours agree',
      coupon({ hours: [{ from: '11:00', to: '14:00' }] }),
      coupon({ hours: [{ from: '14:00', to: '17:00' }], benefit: off(800) }),
      [],
    ],
    [
      'of which one begins on a Sunday night and one on a Monday morning meet',
      coupon({ weekdays: [7], hours: [{ from: '22:00', to: '02:00' }] }),
      coupon({ weekdays: [1], hours: [{ from: '01:00', to: '03:00' }], benefit: off(800) }),
      ['terms'],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(why(a, b)).toEqual(expected)
    expect(why(b, a)).toEqual(expected)
  })

  it('and a deal are not compared', () => {
    const deal: Offered = { title: '咖啡券', ...july, dealId: 'dea_1', form: { aloneFen: 100, ladder: [] } }
    expect(why(coupon(), deal)).toEqual([])
  })
})
