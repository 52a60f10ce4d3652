import { type Built, buildAll, heavy } from '../bundles.ts'
import { exactly, type Figure, type Row } from '../row.ts'

const KB = 1000

/** What is deployed, in bytes: the largest of the ordinary functions, and those that are heavy by nature. */
export const row: Row = {
  name: 'bundles',
  async take() {
    const all = await buildAll()
    const ordinary = all.filter(({ fn }) => !heavy.includes(fn.name))
    const weighty = all.filter(({ fn }) => heavy.includes(fn.name))
    const largest = (size: (one: Built) => number) => ordinary.toSorted((a, b) => size(b) - size(a))[0] as Built
    const figure = (words: string, size: (one: Built) => number, most: number): Figure => {
      const one = largest(size)
      const how = `of ${ordinary.length} functions the largest, ${one.fn.name}; in it: ${one.largest.join(', ')} bytes`
      const kb = size(one) / KB
      return {
        ...exactly(kb, { figure: words, who: 'Footfall', unit: 'KB', how }),
        goal: { words: `≤ ${most} KB`, met: kb <= most, ...(kb > most && { tried: triedFor(words) }) },
      }
    }
    return [
      figure('deployed bundle of a function', ({ code }) => code.length, 450),
      figure('the same zipped', ({ zipBytes }) => zipBytes, 140),
      figure('our own code in it', ({ ownBytes }) => ownBytes, 80),
      exactly(Math.max(...weighty.map(({ code }) => code.length)) / KB, {
        figure: 'deployed bundle of the heaviest function',
        ...{ who: 'Footfall', unit: 'KB' },
        how: weighty.map(({ fn, code }) => `${fn.name} ${Math.round(code.length / KB)} KB`).join(', '),
      }),
    ]
  },
}

const triedFor = (words: string) =>
  words.startsWith('our own')
    ? 'sentences of operations left to the OpenAPI document, one function for each group of routes; what remains is contracts and errors in two languages'
    : 'see docs/decisions'
