import { join } from 'node:path'
import { callbacks } from '../../shared/routes.ts'
import { leaveOut } from '../testing/left-out.ts'
import { type Packaged, patience, runPackage } from './packaged.ts'
import type { Resource } from './service.ts'
import { danglingIn, ofType, tiesIn } from './template.ts'
import { loadSpec, misfits } from './template-spec.ts'

/** What the packaged template promises, once `stages` answers both: packaging is slow, and is done once for all that is asked of it. */
export function templatePromises(stages: () => { dev: Packaged; prod: Packaged }): void {
  describe('the template', () => {
    test('refers to nothing that is not there, and names no partition, account or secret', () => {
      for (const { template } of Object.values(stages())) {
        expect(danglingIn(template)).toEqual([])
        expect(tiesIn(template)).toEqual([])
        expect(Object.keys(template.Resources).length).toBeLessThan(500)
      }
      const planted = structuredClone(stages().dev.template)
      Object.assign(planted.Resources.Alarms ?? {}, {
        Properties: { TopicName: 'arn:aws:sns:eu-west-1:123456789012:x', KmsMasterKeyId: { Ref: 'Nothing' } },
      })
      expect(danglingIn(planted)).toHaveLength(1)
      expect(tiesIn(planted)).toHaveLength(2)
    })

    const spec = loadSpec()
    if (!spec)
      leaveOut("THE TEMPLATE IS NOT TESTED AGAINST AWS'S SPECIFICATION", 'there is no npm package @aws-cdk/aws-service-spec')
    const withSpec = spec ? test : test.skip
    withSpec('fits the specification of every resource', () => {
      for (const { template } of Object.values(stages())) expect(spec && misfits(template, spec)).toEqual([])
      const planted = structuredClone(stages().dev.template)
      delete planted.Resources.Table?.Properties.KeySchema
      expect(spec && misfits(planted, spec)).toEqual(['Table (AWS::DynamoDB::Table): KeySchema is missing'])
    })

    test('protects the table: kept, guarded, recoverable, encrypted, on demand', () => {
      const { Properties, DeletionPolicy, UpdateReplacePolicy } = stages().prod.template.Resources.Table as Resource
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain'])
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      })
      expect(stages().prod.template.Conditions?.Warm).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [0, '0'] }] })
    })

    test('keeps every log for a stated time, and the access log without addresses, paths or headers', () => {
      const groups = ofType(stages().prod.template, 'AWS::Logs::LogGroup')
      expect(groups).toHaveLength(stages().prod.functions.length + 1)
      for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(180)
      const { Properties: stage } = stages().prod.template.Resources.HttpApiStage as Resource
      const { Format } = stage.AccessLogSettings as { Format: string }
      const fields = Object.keys(JSON.parse(Format)).join(' ')
      expect(fields).toBe('requestId at route status ms functionMs functionStatus bytes')
      expect(Format).not.toMatch(/identity|path|querystring|header|userAgent|authorizer/i)
    })

    test('limits the rate of calls, and lets one origin call from browsers', () => {
      expect(stages().prod.template.Resources.HttpApiStage?.Properties.DefaultRouteSettings).toMatchObject({
        ThrottlingRateLimit: 5000,
        ThrottlingBurstLimit: 5000,
      })
      expect(stages().prod.template.Resources.HttpApi?.Properties.CorsConfiguration).toMatchObject({
        AllowOrigins: ['https://footfall.example'],
        ExposeHeaders: ['Footfall-Time', 'Retry-After'],
      })
    })

    test(
      'stops a production stage that names no origin',
      () => {
        const { status, stdout, stderr } = runPackage(join(stages().dev.folder, 'none'), '--stage', 'prod')
        expect(status).not.toBe(0)
        expect(stdout + stderr).toMatch(/allowedOrigins/)
      },
      patience,
    )

    test('retries a record of the feed a few times, alone, and then lays it aside', () => {
      const [[, mapping] = []] = ofType(stages().prod.template, 'AWS::Lambda::EventSourceMapping')
      expect(mapping?.Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 8,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } } },
      })
    })

    test('lets functions and alarms speak of one namespace of metrics, its stage, and shows them on a dashboard', () => {
      for (const [stage, { template }] of Object.entries(stages())) {
        for (const [, { Properties }] of ofType(template, 'AWS::Lambda::Function'))
          expect(Properties).toMatchObject({ Environment: { Variables: { FOOTFALL_METRICS: `footfall/${stage}` } } })
        const text = JSON.stringify(template.Resources)
        expect(new Set(text.match(/footfall\/(dev|prod)(?!\/|-)/g))).toEqual(new Set([`footfall/${stage}`]))
        const { Properties } = template.Resources.Dashboard as Resource
        const { 'Fn::Sub': body } = Properties.DashboardBody as { 'Fn::Sub': string }
        expect(JSON.parse(body).widgets.length).toBeGreaterThan(10)
        const named = [...body.matchAll(/\$\{([^}]+)\}/g)].map(([, name]) => name?.split('.')[0] ?? '')
        expect(named.filter((name) => !name.startsWith('AWS::') && !(name in template.Resources))).toEqual([])
      }
    })

    test('never lets guests turn a channel away, nor use up the concurrency of what follows from a payment', () => {
      const { template } = stages().prod
      const { RouteSettings } = (template.Resources.HttpApiStage as Resource).Properties as { RouteSettings: object }
      expect(Object.keys(RouteSettings)).toEqual(Object.values(callbacks))
      for (const name of ['Payments', 'Events', 'Jobs'])
        expect(template.Resources[`${name}LambdaFunction`]?.Properties.ReservedConcurrentExecutions).toEqual({
          'Fn::If': ['Reserved', 50, { Ref: 'AWS::NoValue' }],
        })
      const first = ((template.Resources.HttpApiStage as Resource).DependsOn as string[]).map((id) => template.Resources[id])
      expect(first.map((one) => one?.Properties.RouteKey).filter(Boolean)).toEqual(Object.values(callbacks))
    })

    test('tells the topic of every failing function, of the feed, the queue, the API and the table', () => {
      const alarms = ofType(stages().prod.template, 'AWS::CloudWatch::Alarm')
      for (const [, { Properties }] of alarms) expect(Properties.AlarmActions).toEqual([{ Ref: 'Alarms' }])
      const single = stages().prod.functions.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`)
      const all = [
        ...['StreamBehind', 'DeadLettersWaiting', 'ApiFailing', 'TableThrottled', 'TableFailing', 'ApiRefusing', 'CallsShed'],
        ...['PaymentsHeld', 'OrdersUnpaid', 'RefundsStuck', 'VerificationsFailing', 'OutboxFailing'],
        ...['FeedFailing', 'FeedHeldUp', 'JobsFailing', 'JobsLate', 'JobsStopped'],
      ]
      const expected = [...all, ...single.flatMap((name) => ['Errors', 'Throttles', 'Slow'].map((kind) => name + kind))]
      expect(alarms.map(([id]) => id).toSorted()).toEqual(expected.toSorted())
    })
  })
}
