import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { metricNames } from '../../functions/kernel/metric-names.ts'
import { readDeployment } from '../gateway/deployment.ts'
import { dashboardOf } from './dashboard.ts'
import { alarmsOf } from './function-alarms.ts'
import { root } from './packaged.ts'
import type { Resources } from './service.ts'

const { functions } = readDeployment(join(root, 'serverless.yml'))
const inYaml = ['alarms.yml', 'alarms-of-ours.yml'].map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
const ofThePlugin = functions.map(({ name, timeoutSeconds }) => alarmsOf(name, timeoutSeconds))
const alarms: Resources = Object.assign(
  {},
  ...inYaml.map((text) => parse(text, { logLevel: 'error' }).Resources),
  ...ofThePlugin,
)

/** An alarm of one function has the page of its kind. */
const pageOf = (id: string) => {
  const fn = functions.find(
    ({ name }) => id.toLowerCase().startsWith(name) && /^(Errors|Throttles|Slow)$/.test(id.slice(name.length)),
  )
  return fn ? `Function${id.slice(fn.name.length)}` : id
}
const folder = join(root, 'docs', 'runbook')
/** What is there for steps that no alarm asks for. */
const others = ['README', 'restore', 'rotate-keys']
const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ''))
const textOf = (page: string) => readFileSync(join(folder, `${page}.md`), 'utf8')

test('every alarm has its page, and every page its alarm', () => {
  const wanted = new Set(Object.keys(alarms).map(pageOf))
  expect(pages.filter((page) => !others.includes(page)).toSorted()).toEqual([...wanted].toSorted())
  expect(Object.keys(alarms)).toHaveLength(functions.length * 3 + 17)
})

test('every page says what it means, what guests notice, where to look, what to do, when to stop and when it is over', () => {
  const parts = ['What it means.', 'What guests notice.', 'Look.', 'Do.', 'Stop when.', 'Over when.']
  for (const page of pages.filter((page) => !others.includes(page))) {
    const text = textOf(page)
    expect(text.startsWith(`# ${page}\n`)).toBe(true)
    const found = [...text.matchAll(/^\*\*([^*]+)\*\*/gm)].map(([, part]) => part)
    expect({ page, found }).toEqual({ page, found: parts })
    expect({ page, commands: /```sh\n.+\n```/s.test(text) }).toEqual({ page, commands: true })
    for (const [, other] of text.matchAll(/\]\(([\w-]+)\.md\)/g)) expect(pages).toContain(other)
  }
})

/** Of AWS's own metrics those that are used here; each stands in AWS's documentation of the service. */
const ofAws: { [namespace: string]: string[] } = {
  'AWS/Lambda': ['Errors', 'Throttles', 'Duration', 'IteratorAge', 'Invocations'],
  'AWS/ApiGateway': ['Count', '4xx', '5xx', 'Latency'],
  'AWS/DynamoDB': [
    ...['ReadThrottleEvents', 'WriteThrottleEvents', 'SystemErrors'],
    ...['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'],
  ],
  'AWS/SQS': ['ApproximateNumberOfMessagesVisible'],
}
const ours: readonly string[] = metricNames
const isKnown = (namespace: string, name: string) => (ofAws[namespace] ?? ours).includes(name)
const metricsOf = (value: object): { Namespace: string; MetricName: string }[] => [
  ...('MetricName' in value ? [value as { Namespace: string; MetricName: string }] : []),
  ...Object.values(value).flatMap((one) => (typeof one === 'object' && one !== null ? metricsOf(one) : [])),
]

test('an alarm, the dashboard and a page name only metrics that are written, or AWS’s own', () => {
  const watched = Object.values(alarms).flatMap(({ Properties }) => metricsOf(Properties))
  expect(watched.length).toBeGreaterThan(Object.keys(alarms).length)
  for (const { Namespace, MetricName } of watched) {
    expect([Namespace, MetricName, isKnown(Namespace, MetricName)]).toEqual([Namespace, MetricName, true])
    if (!Namespace.startsWith('AWS/')) expect(Namespace).toMatch(/^\$\{self:custom\.metrics\}$/)
  }
  const { DashboardBody } = dashboardOf(
    functions.map(({ name }) => name),
    'footfall/test',
  ).Properties as { DashboardBody: { 'Fn::Sub': string } }
  const lines = JSON.parse(DashboardBody['Fn::Sub']).widgets.flatMap(
    (widget: { properties: { metrics: unknown[][] } }) => widget.properties.metrics,
  )
  for (const [namespace, name] of lines.filter((line: unknown[]) => typeof line[0] === 'string'))
    expect([name, isKnown(namespace, name)]).toEqual([name, true])
  for (const page of pages)
    for (const [, name] of textOf(page).matchAll(/\bmetric ([A-Z]\w+)/g))
      expect({ page, name, known: ours.includes(name ?? '') }).toEqual({ page, name, known: true })
})

test('every metric of the list is written somewhere, and shown on the dashboard', () => {
  const sources = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|metric-names\.ts$|node_modules/.test(file))
    .map((file) => readFileSync(join(root, 'functions', file), 'utf8'))
    .join('\n')
  const dashboard = JSON.stringify(dashboardOf([], 'footfall/test'))
  for (const name of metricNames) {
    expect([name, new RegExp(`\\b${name}\\b`).test(sources)]).toEqual([name, true])
    expect([name, dashboard.includes(`\\"${name}\\"`)]).toEqual([name, true])
  }
})

test('every alarm tells the topic when it begins and when it is over, and names no partition', () => {
  for (const [id, { Type, Properties }] of Object.entries(alarms)) {
    expect({ id, Type }).toEqual({ id, Type: 'AWS::CloudWatch::Alarm' })
    for (const actions of [Properties.AlarmActions, Properties.OKActions] as unknown[][]) expect(actions).toHaveLength(1)
    expect(JSON.stringify(Properties)).not.toMatch(/arn:|amazonaws/)
  }
})
