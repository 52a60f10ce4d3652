import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { haveDynamo } from '../../functions/kernel/table/engines.ts'
import { callbacks, routes } from '../../shared/routes.ts'
import { startDynamoLocal } from '../dynamodb-local.ts'
import { readDeployment } from '../gateway/deployment.ts'
import { tableNames, usesOf } from './actions.ts'
import { usedRights } from './cloud.ts'
import { travel } from './journey.ts'
import { type Packaged, packageStage, patience, root, tooLarge } from './packaged.ts'
import { actionsOn, allowedTo, granted, withActions } from './roles.ts'
import { ofType } from './template.ts'
import { templatePromises } from './template-promises.ts'
import { unzip } from './zip.ts'

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
  test('stay under 220 KB, the zips under 75 KB, and our own code in them under 92 KB, but for the heavy', () => {
    expect(dev.functions.flatMap((name) => tooLarge(dev, name) ?? []).join('\n')).toBe('')
    expect(tooLarge(dev, 'coupons', { bundle: 1000 })).toMatch(/^coupons: \d+ bytes.* the largest:\n\d+ /)
  })

  test('hold the DynamoDB engine alone, without the SDK, in one file and no source map', () => {
    for (const name of dev.functions) {
      const inputs = Object.keys(dev.metafile(name).inputs)
      expect(
        inputs.filter((path) =>
          /\/sqlite|credential-provider-(ini|sso|node|process|login|http)|credential-provider-imds/.test(path),
        ),
      ).toEqual([])
      // Pictures lie in S3, whose client is the SDK's.
      if (name !== 'pictures') expect(inputs.filter((path) => /@(aws-sdk|smithy)\//.test(path))).toEqual([])
      const files = unzip(dev.zip(name))
      expect(files.map((file) => file.name)).toEqual([`functions/${name}/handler.mjs`])
      expect(String(files[0]?.content)).not.toMatch(/sourceMappingURL|node:sqlite/)
    }
  })

  test('are the same byte for byte when they are made again, for another stage and region', () => {
    for (const name of dev.functions) expect({ name, same: dev.zip(name).equals(prod.zip(name)) }).toEqual({ name, same: true })
  })
})

templatePromises(() => ({ dev, prod }))

const withDynamo = haveDynamo() ? test : test.skip

/**
 * A counter looks for another store only where its own is closed, and a voucher that the terms refund to nobody asks whether any store is
 * left: these few seconds do not come to either.
 */
const seldom: { [name: string]: string[] } = { redemptions: ['list'], payments: ['list'], jobs: ['list'], gifts: ['list'] }
/** So too what a set holds, which is asked only to find another store where one is closed, and for an offer that is good at a set. */
const seldomOnTable: { [name: string]: string[] } = { devices: ['Query'], posters: ['Query'] }

withDynamo(
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
