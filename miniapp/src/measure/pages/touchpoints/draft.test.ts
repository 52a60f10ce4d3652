import { blank, type Draft, formsOf, type Promotion } from './draft'

const promotion = {
  promotionId: 'prm_1',
  batches: [{ batchId: 'bat_1' }],
  deals: [{ dealId: 'dea_1' }],
} as unknown as Promotion
const draft: Draft = { ...blank(promotion), places: ['春熙路站', ' 天府广场站 ', '', '春熙路站'], cost: '50' }

describe('a form for several places', () => {
  it('is one touchpoint for each place, and none twice', () => {
    const target = { kind: 'promotion', id: 'prm_1' }
    const same = { promotionId: 'prm_1', kind: 'poster', cost: { kind: 'fixed', fen: 5000 }, target }
    expect(formsOf(draft, promotion)).toEqual({
      forms: [
        { ...same, place: '春熙路站' },
        { ...same, place: '天府广场站' },
      ],
    })
  })

  it('leads to the offer chosen, and to the only one there is', () => {
    const to = (target: string) => formsOf({ ...draft, target }, promotion)
    expect(to('dea_1')).toMatchObject({ forms: [{ target: { kind: 'deal', id: 'dea_1' } }, {}] })
    expect(to('bat_1')).toMatchObject({ forms: [{ target: { kind: 'batch', id: 'bat_1' } }, {}] })
    expect(blank({ ...promotion, deals: [] }).target).toBe('bat_1')
  })

  it('says by field what is missing', () => {
    expect(formsOf({ ...draft, places: [' '], cost: '' }, promotion)).toEqual({
      problems: { place: 'needPlace', cost: 'needCost' },
    })
    expect(formsOf({ ...draft, costKind: 'perThousand' }, promotion)).toEqual({ problems: { impressions: 'needImpressions' } })
    expect(formsOf({ ...draft, costKind: 'perThousand', impressions: '20000' }, promotion)).toMatchObject({
      forms: [{ cost: { kind: 'perThousand', fen: 5000, impressions: 20_000 } }, {}],
    })
  })
})
