import { draftOf, settingsOf } from './draft'

const merchant = { merchantId: 'mer_1', name: '巷口咖啡', zone: 'Asia/Shanghai', commissionBasisPoints: 60, version: 3 }

describe('the settings of a merchant', () => {
  it('are shown in percent and sent in basis points; an empty floor is none', () => {
    expect(draftOf({ ...merchant, marginFloorPercent: 30 })).toEqual({ name: '巷口咖啡', floor: '30', commission: '0.6' })
    expect(settingsOf({ name: ' 新名 ', floor: '', commission: '0.38' })).toEqual({
      asked: { name: '新名', marginFloorPercent: null, commissionBasisPoints: 38 },
    })
    expect(settingsOf(draftOf(merchant))).toMatchObject({ asked: { commissionBasisPoints: 60 } })
  })

  it.each([
    [{ name: ' ' }, { name: 'need' }],
    [{ floor: '96' }, { floor: 'percent' }],
    [{ floor: '3.5' }, { floor: 'percent' }],
    [{ commission: '51' }, { commission: 'rate' }],
    [{ commission: '0.625' }, { commission: 'rate' }],
  ])('say what is wrong with %j', (part, faults) => {
    expect(settingsOf({ ...draftOf(merchant), ...part })).toEqual({ faults })
  })
})
