import type { Resource } from './service.ts'

/** What `serverless package` hands to CloudFormation. */
export interface Template {
  Resources: { [logicalId: string]: Resource }
  Conditions?: { [name: string]: unknown }
  Outputs?: { [name: string]: unknown }
}

const pseudo = ['AccountId', 'NoValue', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix']

/** Every Ref, GetAtt, Sub, If, Condition and DependsOn that points at nothing. */
export function danglingIn(template: Template): string[] {
  const known = new Set([...Object.keys(template.Resources), ...pseudo.map((name) => `AWS::${name}`)])
  const conditions = new Set(Object.keys(template.Conditions ?? {}))
  const found: string[] = []
  const refers = (id: unknown, where: string) =>
    known.has(String(id)) || found.push(`${where} refers to ${id}, which is not there`)
  walk(template, 'template', (key, value, where) => {
    if (key === 'Ref') refers(value, where)
    if (key === 'Fn::GetAtt') refers((value as string[])[0], where)
    if (key === 'Fn::If' && !conditions.has((value as string[])[0] as string))
      found.push(`${where} asks for no known condition`)
    if (key === 'Fn::Sub') for (const [, id] of String(value).matchAll(/\$\{([\w:]+)[^}]*\}/g)) refers(id, where)
    if (key === 'Condition' && typeof value === 'string' && !conditions.has(value)) found.push(`${where} is no known condition`)
    if (key === 'DependsOn') for (const id of [value].flat()) refers(id, where)
  })
  return found
}

/** Texts that tie the template to one partition or one account, or that a secret might hide in. */
export function tiesIn(template: Template): string[] {
  const found: string[] = []
  walk(template, 'template', (_key, value, where) => {
    if (typeof value !== 'string') return
    if (/arn:aws(-[a-z]+)*:/.test(value)) found.push(`${where} names a partition: ${value}`)
    if (/(?<!\d)\d{12}(?!\d)/.test(value) && !where.endsWith('.S3Key')) found.push(`${where} names an account: ${value}`)
    if (/amazonaws\.com/.test(value) && !neutral.has(value)) found.push(`${where} names an ending of AWS's own: ${value}`)
    if (/BEGIN [A-Z ]*PRIVATE KEY|AKIA[A-Z0-9]{16}|"d":"[\w-]{40}/.test(value)) found.push(`${where} looks like a secret`)
  })
  return found
}

/** Service principals that AWS China calls by the same names, and the one side of kms:ViaService (function-role.ts). */
const neutral = new Set([
  'lambda.amazonaws.com',
  'apigateway.amazonaws.com',
  'events.amazonaws.com',
  `ssm.\${AWS::Region}.amazonaws.com`,
])

/** The resources of one type, by logical id. */
export function ofType(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type)
}

function walk(value: unknown, where: string, visit: (key: string, value: unknown, where: string) => void): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const place = `${where}.${key}`
    visit(key, inner, place)
    walk(inner, place, visit)
  }
}
