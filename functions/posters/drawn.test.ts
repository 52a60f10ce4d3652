import { jest } from '@jest/globals'
import { codeFor, type Picture } from '../../local/sandbox/mini/qr-code.ts'
import { type Part, readPoster } from '../../local/testing/read-poster.ts'
import { type PosterLanguage, posterLanguages, posterSizes } from '../../shared/posters.ts'
import { drawSheet, type Sheet } from './draw.ts'
import { pdfOf } from './pdf.ts'
import { pngOf } from './png.ts'
import type { Poster } from './poster.ts'
import type { Placed } from './set.ts'
import { bleed, sheets } from './sheets.ts'
import { batchSays, dealSays, promotionSays, untilSays, whereSays } from './words.ts'

/** A machine that does other things at once takes ten times as long. */
jest.setTimeout(120_000)

const zone = 'Asia/Shanghai'
const now = new Date('2026-11-22T02:00:00Z')
const window = { from: '2026-12-01T02:30:00Z', to: '2027-09-30T16:00:00Z' }
const link = 'https://guests.footfall.example/guest/pages/scan/index?scene=01KAPN3S9ZD1W3X8Q5GQ5E0V7T'
const mini = codeFor({ scene: '01KAPN3S9ZD1W3X8Q5GQ5E0V7T', page: 'guest/pages/scan/index', width: 860 }, undefined) as Picture

const most = 1_000_000_000
const wide = (count: number) => '霸王龘'.repeat(20).slice(0, count)
const wordy = (count: number) => 'Wholemeal WWWMMM Llanfairpwllgwyngyllgogerych '.repeat(3).slice(0, count).trim()
const long = { zh: wide, en: wordy }

type Words = Omit<Poster, 'link' | 'miniCode'>
const about = (
  language: PosterLanguage,
  says: Pick<Poster, 'title' | 'worth' | 'conditions' | 'rules' | 'invitation'>,
): Words => ({
  ...says,
  language,
  merchant: long[language](30),
  until: untilSays(window, 'claim', zone, language, now),
  where: whereSays(
    Array.from({ length: 8 }, (_, n) => long[language](59) + n),
    false,
    language,
  ),
})

const form = { total: 10, perMember: 20, validity: { kind: 'days' as const, days: 365 }, unitCostFen: 0 }
const busy = {
  ...form,
  perMemberPerDay: 20,
  perDay: 9_999_999,
  weekdays: [1, 3, 6],
  hours: [
    { from: '10:30', to: '14:00' },
    { from: '17:00', to: '02:00' },
  ],
  holidays: 'excluded' as const,
  blackout: Array.from({ length: 40 }, (_, n) => `2027-01-${String((n % 28) + 1).padStart(2, '0')}`),
}

/** The longest of everything that the forms let through, and the shortest. */
const posters = (language: PosterLanguage): { [what: string]: Words } => {
  const title = long[language](40)
  const percent = { kind: 'percent' as const, percentOff: 99, ceilingFen: most - 1, minSpendFen: most - 1 }
  const gift = { kind: 'gift' as const, item: long[language](40), valueFen: most - 1 }
  const amount = { kind: 'amount' as const, offFen: most - 1, minSpendFen: most }
  const voucher = { uses: 100, validDays: 365 }
  const prices = { aloneFen: most, listFen: most, ladder: [{ size: 20, priceFen: most - 1 }] }
  const deal = {
    title,
    total: 9,
    perMember: 20,
    ...prices,
    groupHours: 168,
    voucher,
    refundable: 'never' as const,
    sponsoredSeats: 19,
  }
  const short = language === 'zh' ? '茶' : 'Tea'
  const few = { label: '店', words: [short] }
  return {
    'an amount with every rule there is': about(language, batchSays({ ...busy, title, benefit: amount }, zone, language)),
    percent: about(language, batchSays({ ...form, title, benefit: percent }, zone, language)),
    'a gift': about(language, batchSays({ ...form, title, benefit: gift }, zone, language)),
    'a deal': about(language, dealSays(deal, language)),
    'a promotion': about(
      language,
      promotionSays(
        title,
        {
          batches: [
            { title, benefit: amount },
            { title, benefit: percent },
          ],
          deals: [deal],
        },
        language,
      ),
    ),
    'next to nothing': {
      ...about(
        language,
        batchSays({ ...form, title: short, benefit: { kind: 'amount', offFen: 100, minSpendFen: 0 } }, zone, language),
      ),
      ...{ merchant: short, where: few, rules: '' },
    },
  }
}

// A3 is A4's design, larger.
const designs = posterSizes.filter((size) => size !== 'a3')
const cases = designs.flatMap((size) =>
  posterLanguages.flatMap((language) =>
    Object.entries(posters(language)).flatMap(([what, words]) =>
      // The web QR alone leaves more room than both: once is enough.
      (what === 'percent' ? (['both', 'web'] as const) : (['both'] as const)).map((codes) => ({
        size,
        language,
        what,
        codes,
        words,
      })),
    ),
  ),
)

describe('every text', () => {
  it.each(cases)('of $what fits on $size, in $language, with $codes', async ({ size, words, codes }) => {
    const sheet = await drawSheet({ ...words, link, ...(codes === 'both' && { miniCode: mini }) }, size)
    expect(sheet.missing).toEqual([])
    const texts = sheet.placed.filter(({ text }) => text !== undefined)
    expect(texts.length).toBeGreaterThan(8)
    for (const one of texts) {
      expect(outside(one, sheet)).toEqual([])
      expect(texts.filter((other) => other !== one && overlap(one, other)).map(({ text }) => [one.text, text])).toEqual([])
      expect(
        codesOf(sheet)
          .filter((code) => overlap(one, code))
          .map(() => one.text),
      ).toEqual([])
    }
  })
})

/** So near to the edge that is cut nothing may come, in millimetres. */
const margin = 4

function outside({ left, top, width, height, text }: Placed, { width: wide, height: high, unit, size }: Sheet) {
  const [edge, fold] = [(bleed + margin) / unit, size === 'tent']
  const faceHeight = fold ? high / 2 : high
  const isIn =
    left >= edge &&
    left + width <= wide - edge + 1 &&
    top >= (fold ? margin / unit : edge) &&
    top + height <= faceHeight - edge + 1
  return isIn ? [] : [text]
}

const overlap = (one: Placed, other: Placed) =>
  one.left < other.left + other.width - 1 &&
  other.left < one.left + one.width - 1 &&
  one.top < other.top + other.height - 1 &&
  other.top < one.top + one.height - 1

const codesOf = ({ placed }: Sheet) => placed.filter(({ name }) => name !== undefined)

describe('a poster', () => {
  const poster: Poster = {
    ...about(
      'zh',
      batchSays(
        { ...form, title: '全场满 100 减 20', benefit: { kind: 'amount', offFen: 2000, minSpendFen: 10_000 } },
        zone,
        'zh',
      ),
    ),
    ...{ merchant: '江南小馆', link, miniCode: mini },
  }

  it.each(posterSizes)('on %s leads to its link, as a PNG and as a PDF', async (size) => {
    const sheet = await drawSheet(poster, size)
    const { width, height, dpi } = sheets[size]
    const parts = { code: placeOf(sheet, 'web-code'), picture: { at: placeOf(sheet, 'mini-code'), as: mini.bytes } }
    const pdf = await pdfOf(sheet, poster.title, now)
    for (const [file, dots] of [
      [await pngOf(sheet), dpi],
      [pdf, 72],
    ] as const) {
      const page = await readPoster(file, parts)
      expect([page.width, page.height].map((points) => Math.round((points / dots) * 25.4))).toEqual([width, height])
      expect(page.scanned).toBe(link)
      expect(page.likeness).toBeGreaterThan(0.97)
    }
    // Text as text, in fonts that hold only what is used.
    expect((await readPoster(pdf)).text?.replace(/\s/g, '')).toContain('全场满100减20')
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/FontName \/[A-Z]{6}\+NotoSansSC-\w+/g),
    ).toHaveLength(2)
    expect(pdf.length).toBeLessThan(500_000)
    const box = (name: string) =>
      new RegExp(`/${name} \\[([\\d. ]+)\\]`)
        .exec(Buffer.from(pdf).toString('latin1'))?.[1]
        ?.split(' ')
        .map((at) => Math.round((Number(at) / 72) * 25.4))
    expect(box('TrimBox')).toEqual([bleed, bleed, width + bleed, height + bleed])
    expect(box('BleedBox')).toEqual([0, 0, width + 2 * bleed, height + 2 * bleed])
  })
})

/** On a tent the face that stands upright is the lower one. */
function placeOf({ placed, width, height, unit, size }: Sheet, name: string): Part {
  const at = placed.find((one) => one.name === name) as Placed
  const edge = bleed / unit
  const down = size === 'tent' ? height / 2 : 0
  const across = (x: number) => (x - edge) / (width - 2 * edge)
  const along = (y: number) => (y + down - edge) / (height - 2 * edge)
  return [across(at.left), along(at.top), across(at.left + at.width), along(at.top + at.height)]
}
