import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from './row.ts'
import { figureText, type Result, verdictOf } from './table.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs', 'figures')
const [begin, end] = ['<!-- figures -->', '<!-- /figures -->']

/** The figures a reader cares for, in the README's order; those that are missed are told as those that are met. */
const shownInReadme: (string | RegExp)[] = [
  'coupon journeys a second, 16 at once',
  'p99 of a coupon journey, 16 at once',
  'paid journeys a second, 16 at once',
  'p99 of a paid journey, 16 at once',
  /÷ Vendure's/,
  'server CPU a coupon journey',
  'server CPU a paid journey',
  'claim ÷ bare conditional transaction over bare HTTP',
  'handler CPU above the bare claim, in process',
  /^coupons (sold|had) of/,
  /^honest buyers/,
  /^sold-out refusals ÷/,
  'write units a sold-out refusal',
  /^latency of (claimCoupon|redeem|placeOrder|listOffers)/,
  /^a coupon is applied to a cart/,
  'process start to first answer, whole local stack',
  'cold start of the slowest function ÷ an empty function',
  'memory of all functions in one process under load',
  'deployed bundle of a function',
  'our own code in it',
  /^a million /,
  /main package/,
  /^offer page/,
]

/** Keeps the result of a whole run as the one that the README shows. */
export function keep(result: Result): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`)
  copyFileSync(join(root, 'bench', 'results', 'growth.svg'), join(folder, 'growth.svg'))
  const file = join(root, 'README.md')
  writeFileSync(file, withFigures(readFileSync(file, 'utf8'), result))
}

/** What was kept last; undefined before the first time. */
export function kept(): Result | undefined {
  const file = join(folder, 'bench.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** The README with these figures between its markers. */
export function withFigures(readme: string, result: Result | undefined): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README.md has no ${begin} … ${end}`)
  return `${readme.slice(0, from + begin.length)}\n${readmePart(result)}\n${readme.slice(to)}`
}

function readmePart(result: Result | undefined): string {
  if (!result) return 'No run has been kept yet.'
  const { cpu, cores, memoryGb, os, node, at } = result.machine
  const figures = result.rows.flatMap((row) => row.figures)
  const isShown = (wanted: string | RegExp, { figure }: Figure) =>
    typeof wanted === 'string' ? wanted === figure : wanted.test(figure)
  const names = new Set(
    shownInReadme.flatMap((wanted) => figures.filter((one) => isShown(wanted, one)).map(({ figure }) => figure)),
  )
  const lines = [...names].map((name) => {
    const all = figures.filter(({ figure }) => figure === name)
    const of = (ours: boolean) => all.filter(({ who }) => (who === 'Footfall') === ours)
    const goals = all.flatMap(({ goal }) => goal ?? [])
    const cells = [
      name,
      of(true).map(figureText).join('<br>'),
      of(false)
        .map((one) => `${one.who}: ${figureText(one)}`)
        .join('<br>'),
      goals.map((goal) => `${goal.words}: ${verdictOf(goal)}`).join('<br>'),
    ]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return [
    '',
    '| figure | Footfall | others, in the same run | goal |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
    `${cores} x ${cpu}, ${memoryGb} GB, ${os}, Node ${node}, ${at} UTC. Medians, quartiles, number of rounds.`,
    '',
    '![How long an operation takes with what lies around it](docs/figures/growth.svg)',
    '',
  ].join('\n')
}
