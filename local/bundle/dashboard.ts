import type { Metric } from '../../functions/kernel/metric-names.ts'
import type { Resource } from './service.ts'

type Line = (string | { [option: string]: unknown })[]

/** Half as wide as the page, two in a row. */
const width = 12
const height = 6

/** What CloudFormation fills in. */
const ref = (name: string) => `\${${name}}`

/** One page for whoever is called out: what is sold, what waits, what is refused, what the parts do. Named by the stack and the region. */
export function dashboardOf(functions: string[], namespace: string): Resource {
  const ours = (stat: string, ...names: Metric[]): Line[] => names.map((name) => [namespace, name, { stat }])
  const byFunction = (metric: string, stat: string): Line[] =>
    functions.map((name) => [
      'AWS/Lambda',
      metric,
      'FunctionName',
      ref(`${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`),
      { stat, label: name },
    ])
  const api = (metric: string, stat: string): Line => ['AWS/ApiGateway', metric, 'ApiId', ref('HttpApi'), { stat }]
  const table = (metric: string): Line => ['AWS/DynamoDB', metric, 'TableName', ref('Table'), { stat: 'Sum' }]
  const reasons: Line = [{ expression: `SEARCH('{"${namespace}",reason} MetricName="VerificationFailed"', 'Sum')`, label: '' }]
  const graphs: [title: string, lines: Line[]][] = [
    ['what guests do', ours('Sum', 'Claimed', 'Redeemed', 'CheckedIn', 'Ordered', 'Paid', 'Refunded', 'Undone')],
    ['money that waits', ours('Sum', 'PaymentsHeld', 'PaidLate')],
    [
      'oldest that is not done, seconds',
      ours('Maximum', 'FeedHeldUpSeconds', 'OldestUnpaidSeconds', 'OldestRefundSeconds', 'JobsLateSeconds'),
    ],
    ['refused codes, tokens and callbacks', [...ours('Sum', 'VerificationFailed'), reasons]],
    ['turned away, busy, faults', ours('Sum', 'Shed', 'Faults')],
    ['the API', [api('Count', 'Sum'), api('4xx', 'Sum'), api('5xx', 'Sum')]],
    ['how long a guest waits, ms', [api('Latency', 'p50'), api('Latency', 'p99')]],
    ['feed and jobs', ours('Sum', 'FeedFailed', 'JobsFailed', 'OutboxFailed')],
    [
      'how far the feed is behind, ms',
      [['AWS/Lambda', 'IteratorAge', 'FunctionName', ref('EventsLambdaFunction'), { stat: 'Maximum' }]],
    ],
    ['units of the table', [table('ConsumedReadCapacityUnits'), table('ConsumedWriteCapacityUnits')]],
    ['throttled by the table', [table('ReadThrottleEvents'), table('WriteThrottleEvents')]],
    [
      'dead letters',
      [['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', ref('DeadLetters.QueueName'), { stat: 'Maximum' }]],
    ],
    ['failing functions', byFunction('Errors', 'Sum')],
    ['functions without room', byFunction('Throttles', 'Sum')],
  ]
  const widgets = graphs.map(([title, metrics], at) => ({
    ...{ type: 'metric', x: (at % 2) * width, y: Math.floor(at / 2) * height, width, height },
    properties: { title, metrics, region: ref('AWS::Region'), period: 60, view: 'timeSeries' },
  }))
  return {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: {
      DashboardName: { 'Fn::Sub': `${ref('AWS::StackName')}-${ref('AWS::Region')}` },
      DashboardBody: { 'Fn::Sub': JSON.stringify({ widgets }) },
    },
  }
}
