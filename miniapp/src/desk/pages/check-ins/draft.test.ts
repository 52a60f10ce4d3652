import { draftOf, type Rules, rulesOf } from './draft'

const rules: Rules = {
  ...{ fenceMetres: 300, farMetres: 5000, allowFrom: 60, reviewFrom: 10, speedKmh: 800, accountsPerPhone: 3 },
  ...{ printedSign: true, version: 2 },
}

describe('the rules of check-ins', () => {
  it('are sent as they are shown', () => {
    const { version: _, ...asked } = rules
    expect(rulesOf(draftOf(rules))).toEqual({ asked })
    expect(rulesOf({ ...draftOf(rules), fenceMetres: ' 500', printedSign: false })).toEqual({
      asked: { ...asked, fenceMetres: 500, printedSign: false },
    })
  })

  it.each([
    [{ fenceMetres: '49' }, { fenceMetres: 'range' }],
    [{ fenceMetres: '' }, { fenceMetres: 'range' }],
    [{ farMetres: '5 km' }, { farMetres: 'range' }],
    [{ speedKmh: '1e3' }, { speedKmh: 'range' }],
    [{ accountsPerPhone: '51' }, { accountsPerPhone: 'range' }],
    [{ fenceMetres: '2000', farMetres: '1999' }, { farMetres: 'tooNear' }],
    [{ allowFrom: '40', reviewFrom: '41' }, { reviewFrom: 'tooHigh' }],
    [
      { allowFrom: '0', reviewFrom: '101' },
      { allowFrom: 'range', reviewFrom: 'range' },
    ],
  ])('say what is wrong with %j', (part, faults) => {
    expect(rulesOf({ ...draftOf(rules), ...part })).toEqual({ faults })
  })

  it.each([
    [{ fenceMetres: '2000', farMetres: '2000' }],
    [{ allowFrom: '40', reviewFrom: '40' }],
    [{ allowFrom: '100', reviewFrom: '1' }],
  ])('may be as near to each other as %j', (part) => {
    expect(rulesOf({ ...draftOf(rules), ...part })).toHaveProperty('asked')
  })
})
