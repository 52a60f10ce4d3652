import type { FunctionConfig, Resource } from './service.ts'

/** `may` of a function in serverless.yml. */
export interface Grant {
  /** Actions of DynamoDB on the table itself, without the prefix. */
  table?: string[]
  /** Indexes that it may query. */
  indexes?: string[]
  /** Actions of S3 on the objects of the bucket of pictures, without the prefix. */
  pictures?: string[]
}

interface Statement {
  Effect: 'Allow'
  Action: string[]
  Resource: unknown
  Condition?: unknown
}

/** The role that only this function assumes: what `may` says, the secrets it is told of, its own log group, what its events need. */
export function roleOf(name: string, { may = {}, environment, events }: FunctionConfig): Resource {
  const logGroup = `${name.charAt(0).toUpperCase()}${name.slice(1)}LogGroup`
  const streams = events.flatMap((event) => event.stream ?? [])
  const statements = [
    // The deployment makes the group, so the function needs no right to make one.
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [logGroup, 'Arn'] }),
    // X-Ray knows no resources: its two actions can only be allowed on everything.
    { 'Fn::If': ['Traced', allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'), { Ref: 'AWS::NoValue' }] },
    ...(may.table?.length ? [allow(dynamo(may.table), { 'Fn::GetAtt': ['Table', 'Arn'] })] : []),
    ...(may.indexes ?? []).map((index) => allow(dynamo(['Query']), sub(`\${Table.Arn}/index/${index}`))),
    ...(may.pictures?.length
      ? [
          allow(
            may.pictures.map((action) => `s3:${action}`),
            sub(`\${Pictures.Arn}/*`),
          ),
        ]
      : []),
    ...(environment?.FOOTFALL_SECRETS ? secrets(environment.FOOTFALL_SECRETS) : []),
    ...streams.map(({ arn }) => allow(dynamo(['DescribeStream', 'GetRecords', 'GetShardIterator']), arn)),
    // Listing knows no single stream, but the streams of one table.
    ...(streams.length > 0 ? [allow(dynamo(['ListStreams']), sub(`\${Table.Arn}/stream/*`))] : []),
    ...streams.flatMap(({ destinations }) => (destinations ? [allow(['sqs:SendMessage'], destinations.onFailure.arn)] : [])),
  ]
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        // The same name in every partition.
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  }
}

/**
 * The one parameter, and the key behind it only for that parameter and only through SSM. AWS's documents give the name of a service
 * in `kms:ViaService` with amazonaws.com; whether AWS China has its own ending there could not be seen, so both are allowed.
 */
function secrets(name: string): Statement[] {
  const parameter = sub(`arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${name}`)
  return [
    allow(['ssm:GetParameter'], parameter),
    {
      ...allow(['kms:Decrypt'], sub(`arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/*`)),
      Condition: {
        StringEquals: {
          'kms:ViaService': [sub(`ssm.\${AWS::Region}.amazonaws.com`), sub(`ssm.\${AWS::Region}.\${AWS::URLSuffix}`)],
          'kms:EncryptionContext:PARAMETER_ARN': parameter,
        },
      },
    },
  ]
}

const allow = (Action: string[], Resource: unknown): Statement => ({ Effect: 'Allow', Action, Resource })
const dynamo = (actions: string[]) => actions.map((action) => `dynamodb:${action}`)

const sub = (text: string) => ({ 'Fn::Sub': text })
