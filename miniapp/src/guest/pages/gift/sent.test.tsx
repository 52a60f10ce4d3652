import { cardOf } from './sent'

const coupon = {
  batchId: 'bat_1',
  benefit: { kind: 'amount', minSpendFen: 3000, offFen: 1000 },
  title: '午市券',
  merchantName: '巷口咖啡',
} as const
const voucher = { dealId: 'dea_1', uses: 3, used: 1, title: '三人下午茶', merchantName: '巷口咖啡' }

describe('the card of a gift', () => {
  it('says what is given, be it a coupon or a voucher, and leads to the gift', () => {
    const path = '/guest/pages/gift/index?gift=gft_1'
    expect(cardOf({ ...coupon, state: 'open' }, 'gft_1')).toEqual({ title: '送您一张券：巷口咖啡 满¥30减¥10', path })
    expect(cardOf({ ...voucher, state: 'open' }, 'gft_1')).toEqual({
      title: '送您一张团购券：巷口咖啡 三人下午茶，可用 2 次',
      path,
    })
    expect(cardOf({ ...voucher, used: 2, state: 'open' }, 'gft_1').title).toBe('送您一张团购券：巷口咖啡 三人下午茶')
  })

  it('leads to the offer once nobody can take it any more: the batch of a coupon, the deal of a voucher', () => {
    for (const state of ['taken', 'expired', 'came_back'] as const) {
      expect(cardOf({ ...coupon, state }, 'gft_1').path).toBe('/pages/offer/index?batchId=bat_1')
      expect(cardOf({ ...voucher, state }, 'gft_1').path).toBe('/guest/pages/deal/index?dealId=dea_1')
    }
  })
})
