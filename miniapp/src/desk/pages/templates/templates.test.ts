import { BatchForm } from '../../../../../shared/batch-form.ts'
import { PromotionForm } from '../../../../../shared/promotions.ts'
import { formsOf, paysFor } from '../../../marketing/form/mapping'
import { filledBy, templates, trades } from './templates'

const here = { offset: 480, today: '2026-11-23' }

describe('a template', () => {
  it.each(templates.flatMap((one) => (['zh', 'en'] as const).map((language) => [one.id, language, one] as const)))(
    '%s in %s fills the form so that it can be sent as it is, with a budget that pays for every coupon',
    (_, language, template) => {
      const draft = filledBy(template, here.today, language)
      const read = formsOf(draft, { ...here, language })
      if (!('forms' in read)) throw new Error(JSON.stringify(read.faults))
      const { promotion, batch } = read.forms
      expect(PromotionForm.safeParse(promotion).error).toBeUndefined()
      expect(BatchForm.safeParse(batch).error).toBeUndefined()
      expect(promotion).toMatchObject({ from: '2026-11-23T00:00:00+08:00', to: '2026-12-23T00:00:00+08:00' })
      expect(paysFor(draft)).toBeGreaterThanOrEqual(batch.total)
      // Nobody has to look twice at what we propose.
      const { benefit } = batch
      expect(benefit.kind === 'amount' ? benefit.offFen * 2 < benefit.minSpendFen : true).toBe(true)
      expect(benefit.kind === 'percent' ? benefit.percentOff <= 50 : true).toBe(true)
    },
  )

  it('is there for each trade, twice at least, and no two have one name', () => {
    for (const trade of trades) expect(templates.filter((one) => one.trade === trade).length).toBeGreaterThanOrEqual(2)
    expect(new Set(templates.map(({ name }) => name[0])).size).toBe(templates.length)
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length)
  })
})
