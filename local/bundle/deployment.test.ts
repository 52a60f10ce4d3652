import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { callbacks, routes } from '../../shared/routes.ts'
import { haveJava, startDynamoLocal } from '../dynamodb-local.ts'
import { readDeployment } from '../gateway/deployment.ts'
import { tableNames, usesOf } from './actions.ts'
import { usedRights } from './cloud.ts'
import { travel } from './journey.ts'
import { type Packaged, packageStage, root, runPackage, tooLarge } from './packaged.ts'
import { actionsOn, allowedTo, granted, withActions } from './roles.ts'
import type { Resource } from './service.ts'
import { danglingIn, ofType, tiesIn } from './template.ts'
import { loadSpec, misfits } from './template-spec.ts'
import { unzip } from './zip.ts'

/** Generous, because a machine that builds and tests at once is ten times slower. */
const patience = 300_000

let dev: Packaged
let prod: Packaged

beforeAll(() => {
  prod = packageStage('prod', '--region', 'cn-north-1', '--param=origin=https://footfall.example')
  dev = packageStage('dev')
}, patience)

afterAll(() => {
  for (const { folder } of [dev, prod]) rmSync(folder, { recursive: true })
})

describe('the routes', () => {
  test('are those of the API and no others, each at one function, and what fits none goes to system', () => {
    const deployed = readDeployment(join(root, 'serverless.yml')).functions
    const found = deployed.flatMap(({ routeKeys }) => routeKeys)
    expect(found.toSorted()).toEqual([...Object.values(routes), ...Object.values(callbacks), '$default'].toSorted())
    expect(deployed.find(({ routeKeys }) => routeKeys.includes('$default'))?.name).toBe('system')
    const keys = ofType(dev.template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey)
    expect(keys.toSorted()).toEqual([...Object.values(routes), ...Object.values(callbacks), '$default'].toSorted())
  })
})

describe('the roles', () => {
  test('are one for each function, and no function shares one', () => {
    const roles = ofType(dev.template, 'AWS::Lambda::Function').map(([, { Properties }]) => JSON.stringify(Properties.Role))
    expect(roles).toHaveLength(dev.functions.length)
    expect(new Set(roles).size).toBe(roles.length)
    expect(ofType(dev.template, 'AWS::IAM::Role')).toHaveLength(roles.length)
  })

  test(
    'allow on the table and its indexes exactly what the function can do, and its secrets only where it reads them',
    async () => {
      for (const name of dev.functions) {
        const uses = await usesOf(root, name)
        expect({ name, ...granted(dev.template, name) }).toEqual({ name, ...uses })
      }
    },
    patience,
  )

  test('that lack an action, or have one too many, are found', async () => {
    const uses = await usesOf(root, 'stores')
    const planted = (change: (actions: string[]) => void) =>
      granted(withActions(dev.template, 'stores', change), 'stores').table
    expect(planted(() => {})).toEqual(uses.table)
    expect(planted((actions) => actions.push('dynamodb:PutItem'))).not.toEqual(uses.table)
    expect(planted((actions) => actions.pop())).not.toEqual(uses.table)
  })

  test('are found because every Table is called table', () => {
    const names = tableNames(root)
    expect(names.length).toBeGreaterThan(10)
    expect([...new Set(names)]).toEqual(['table'])
  })

  test('hold no action by a star, and no bare star as a resource but for X-Ray, which knows no resources', () => {
    for (const name of dev.functions) {
      for (const { actions, resources } of allowedTo(dev.template, name)) {
        expect(actions.filter((action) => action.includes('*'))).toEqual([])
        if (resources.includes('*')) expect(actions).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'])
      }
    }
  })

  test('write to their own log group alone, and reach the key behind the secrets only through SSM and for that parameter', () => {
    for (const name of dev.functions) {
      const allowed = allowedTo(dev.template, name)
      const logs = allowed.filter(({ actions }) => actions.some((action) => action.startsWith('logs:')))
      expect(logs.map(({ resources }) => resources)).toEqual([[`${name.charAt(0).toUpperCase()}${name.slice(1)}LogGroup.Arn`]])
      for (const { conditions } of allowed.filter(({ actions }) => actions.includes('kms:Decrypt'))) {
        expect(Object.keys((conditions as { StringEquals: object }).StringEquals)).toEqual([
          'kms:ViaService',
          'kms:EncryptionContext:PARAMETER_ARN',
        ])
      }
    }
  })

  test('let only events read the stream and hand over dead letters', () => {
    for (const name of dev.functions) {
      const allowed = allowedTo(dev.template, name)
      const reads = name === 'events' ? ['DescribeStream', 'GetRecords', 'GetShardIterator'] : []
      expect(actionsOn(allowed, 'dynamodb', 'Table.StreamArn')).toEqual(reads)
      expect(actionsOn(allowed, 'sqs', 'DeadLetters.Arn')).toEqual(name === 'events' ? ['SendMessage'] : [])
    }
  })
})

describe('the bundles', () => {
  test('stay under 450 KB, the zips under 140 KB, and our own code in them under 88 KB, but for the heavy', () => {
    expect(dev.functions.flatMap((name) => tooLarge(dev, name) ?? []).join('\n')).toBe('')
    expect(tooLarge(dev, 'coupons', { bundle: 1000 })).toMatch(/^coupons: \d+ bytes.* the largest:\n\d+ /)
  })

  test('hold the DynamoDB engine alone, one file and no source map', () => {
    for (const name of dev.functions) {
      const inputs = Object.keys(dev.metafile(name).inputs)
      expect(
        inputs.filter((path) =>
          /\/sqlite|credential-provider-(ini|sso|node|process|login|http)|credential-provider-imds/.test(path),
        ),
      ).toEqual([])
      const files = unzip(dev.zip(name))
      expect(files.map((file) => file.name)).toEqual([`functions/${name}/handler.mjs`])
      expect(String(files[0]?.content)).not.toMatch(/sourceMappingURL|node:sqlite/)
    }
  })

  test('are the same byte for byte when they are made again, for another stage and region', () => {
    for (const name of dev.functions) expect({ name, same: dev.zip(name).equals(prod.zip(name)) }).toEqual({ name, same: true })
  })
})

describe('the template', () => {
  test('refers to nothing that is not there, and names no partition, account or secret', () => {
    for (const { template } of [dev, prod]) {
      expect(danglingIn(template)).toEqual([])
      expect(tiesIn(template)).toEqual([])
      expect(Object.keys(template.Resources).length).toBeLessThan(500)
    }
    const planted = structuredClone(dev.template)
    Object.assign(planted.Resources.Alarms ?? {}, {
      Properties: { TopicName: 'arn:aws:sns:eu-west-1:123456789012:x', KmsMasterKeyId: { Ref: 'Nothing' } },
    })
    expect(danglingIn(planted)).toHaveLength(1)
    expect(tiesIn(planted)).toHaveLength(2)
  })

  const spec = loadSpec()
  if (!spec) console.warn("SKIPPED: the template against AWS's resource specification (npm package @aws-cdk/aws-service-spec)")
  const withSpec = spec ? test : test.skip
  withSpec('fits the specification of every resource', () => {
    for (const { template } of [dev, prod]) expect(spec && misfits(template, spec)).toEqual([])
    const planted = structuredClone(dev.template)
    delete planted.Resources.Table?.Properties.KeySchema
    expect(spec && misfits(planted, spec)).toEqual(['Table (AWS::DynamoDB::Table): KeySchema is missing'])
  })

  test('protects the table: kept, guarded, recoverable, encrypted, on demand', () => {
    const { Properties, DeletionPolicy, UpdateReplacePolicy } = prod.template.Resources.Table as Resource
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain'])
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    })
    expect(prod.template.Conditions?.Warm).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [0, '0'] }] })
  })

  test('keeps every log for a stated time, and the access log without addresses, paths or headers', () => {
    const groups = ofType(prod.template, 'AWS::Logs::LogGroup')
    expect(groups).toHaveLength(prod.functions.length + 1)
    for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(180)
    const { Properties: stage } = prod.template.Resources.HttpApiStage as Resource
    const { Format } = stage.AccessLogSettings as { Format: string }
    const fields = Object.keys(JSON.parse(Format)).join(' ')
    expect(fields).toBe('requestId at route status ms functionMs functionStatus bytes')
    expect(Format).not.toMatch(/identity|path|querystring|header|userAgent|authorizer/i)
  })

  test('limits the rate of calls, and lets one origin call from browsers', () => {
    expect(prod.template.Resources.HttpApiStage?.Properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 5000,
      ThrottlingBurstLimit: 5000,
    })
    expect(prod.template.Resources.HttpApi?.Properties.CorsConfiguration).toMatchObject({
      AllowOrigins: ['https://footfall.example'],
      ExposeHeaders: ['Footfall-Time', 'Retry-After'],
    })
  })

  test(
    'stops a production stage that names no origin',
    () => {
      const { status, stdout, stderr } = runPackage(join(dev.folder, 'none'), '--stage', 'prod')
      expect(status).not.toBe(0)
      expect(stdout + stderr).toMatch(/allowedOrigins/)
    },
    patience,
  )

  test('retries a record of the feed a few times, alone, and then lays it aside', () => {
    const [[, mapping] = []] = ofType(prod.template, 'AWS::Lambda::EventSourceMapping')
    expect(mapping?.Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 8,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } } },
    })
  })

  test('tells the topic of every failing function, of the feed, the queue, the API and the table', () => {
    const alarms = ofType(prod.template, 'AWS::CloudWatch::Alarm')
    for (const [, { Properties }] of alarms) expect(Properties.AlarmActions).toEqual([{ Ref: 'Alarms' }])
    const single = prod.functions.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`)
    const all = ['StreamBehind', 'DeadLettersWaiting', 'ApiFailing', 'TableThrottled', 'TableFailing']
    const expected = [...all, ...single.map((name) => `${name}Errors`), ...single.map((name) => `${name}Throttles`)]
    expect(alarms.map(([id]) => id).toSorted()).toEqual(expected.toSorted())
  })
})

const withJava = haveJava() ? test : test.skip
if (!haveJava()) console.warn('SKIPPED: the packaged functions under their roles (no Java 17 for DynamoDB Local)')

/**
 * A counter looks for another store only where its own is closed, and a voucher that the terms refund to nobody asks whether any store is
 * left: these few seconds do not come to either.
 */
const seldom: { [name: string]: string[] } = { redemptions: ['list'], payments: ['list'], jobs: ['list'], gifts: ['list'] }
/** So too what a set holds, which is asked only to find another store where one is closed. */
const seldomOnTable: { [name: string]: string[] } = { devices: ['Query'] }

withJava(
  'every route is answered out of its zip, in a bare process, under the role of its function',
  async () => {
    const { functions } = readDeployment(join(root, 'serverless.yml'))
    const dynamo = await startDynamoLocal()
    try {
      const ownerOf = (route: string) => functions.find(({ routeKeys }) => routeKeys.includes(route))?.name ?? ''
      const { statuses, elsewhere, cloud } = await travel(dev, dynamo.endpoint, ownerOf)
      expect(Object.keys(statuses).toSorted()).toEqual(Object.keys(routes).toSorted())
      expect(elsewhere).toBe(404)
      expect(cloud.refused).toEqual([])
      // What no step of the journey needed would be a right too many.
      for (const name of dev.functions) {
        const { indexes, table, ...used } = usedRights(cloud, name)
        const seen = [...new Set([...indexes, ...(seldom[name] ?? [])])].sort()
        const onTable = [...new Set([...table, ...(seldomOnTable[name] ?? [])])].sort()
        expect({ name, indexes: seen, table: onTable, ...used }).toEqual({ name, ...granted(dev.template, name) })
      }
    } finally {
      await dynamo.stop()
    }
  },
  patience,
)
