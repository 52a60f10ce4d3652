import type { Machine } from './machine.ts'
import type { Figure } from './row.ts'
import type { Ran } from './run.ts'

/** All that one run brought: what bench.json holds. */
export interface Result {
  machine: Machine
  /** Versions of what was measured and of what measured. */
  versions: { [name: string]: string }
  rows: Ran[]
}

/** The whole result as Markdown: the machine, one table, what each row took, and what failed or was left out. */
export function markdownOf({ machine, versions, rows }: Result): string {
  const { cpu, cores, memoryGb, os, node, sqlite, loadBefore, at } = machine
  const others = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const seconds = rows.reduce((sum, { tookSeconds }) => sum + tookSeconds, 0)
  return [
    '# Figures',
    '',
    `${cores} x ${cpu}, ${memoryGb} GB, ${os}; ${[`Node ${node}`, `SQLite ${sqlite}`, ...others].join(', ')}; load before ${loadBefore}; ${at} UTC; ${(seconds / 60).toFixed(1)} minutes.`,
    'Median (quartiles, n rounds) unless the last column says otherwise.',
    '',
    ...tableOf(rows.flatMap(({ figures }) => figures)),
    '',
    '## What each row took',
    '',
    '| row | took | budget | CPU that others had meanwhile |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ name, tookSeconds, budgetSeconds, othersBusy }) =>
        `| ${name} | ${tookSeconds.toFixed(0)} s | ${budgetSeconds} s${tookSeconds > budgetSeconds ? ' **over**' : ''} | ${othersBusy === undefined ? 'not told here' : `${(othersBusy * 100).toFixed(0)} %`} |`,
    ),
    ...troubles(rows),
    '',
  ].join('\n')
}

/** One line for each figure: Footfall's, whom it is held against, the goal, and whether it is met. */
export function tableOf(figures: Figure[]): string[] {
  const named = Map.groupBy(figures, ({ figure }) => figure)
  return [
    '| figure | Footfall | others | goal | met? | how |',
    '| --- | --- | --- | --- | --- | --- |',
    ...[...named].map(([figure, all]) => {
      const ours = all.filter(({ who }) => who === 'Footfall')
      const others = all.filter(({ who }) => who !== 'Footfall')
      const goals = all.flatMap(({ goal }) => goal ?? [])
      const cells = [
        figure,
        ours.map(figureText).join('<br>'),
        others.map((one) => `${one.who}: ${figureText(one)}`).join('<br>'),
        goals.map(({ words }) => words).join('<br>'),
        goals.map(verdictOf).join('<br>'),
        [...new Set(all.map(({ how }) => how))].join('<br>'),
      ]
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
    }),
  ]
}

/** '12.3 ms (11.9-12.8, n = 5)'; one that was counted once stands alone. */
export function figureText({ median, low, high, n, unit }: Figure): string {
  const value = `${shown(median)}${unit && ` ${unit}`}`
  return n === 1 ? value : `${value} (${shown(low)}-${shown(high)}, n = ${n})`
}

/** In the same letters, met or missed. */
export const verdictOf = ({ met, tried }: { met: boolean; tried?: string }): string =>
  met ? 'met' : tried ? `missed; tried: ${tried}` : 'missed'

/** Three digits that count; whole numbers from a thousand on. */
export function shown(value: number): string {
  const size = Math.abs(value)
  if (size >= 1000) return Math.round(value).toLocaleString('en')
  if (Number.isInteger(value)) return String(value)
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : size >= 1 ? value.toFixed(2) : value.toPrecision(2)
}

function troubles(rows: Ran[]): string[] {
  const failed = rows.flatMap(({ name, failed }) => (failed ? [`- **${name} failed**: ${failed.split('\n')[0]}`] : []))
  const leftOut = rows.flatMap(({ leftOut }) => leftOut.map((line) => `- left out: ${line}`))
  return failed.length + leftOut.length > 0 ? ['', '## What is missing', '', ...failed, ...leftOut] : []
}
