import type { Uses } from './actions.ts'
import type { Resource } from './service.ts'
import type { Template } from './template.ts'

/** What one statement of a role allows; resources as text (textOf). */
export interface Allowed {
  actions: string[]
  resources: string[]
  conditions: unknown
}

/** What the role of a function allows. */
export function allowedTo(template: Template, functionName: string): Allowed[] {
  const fn = template.Resources[`${functionName.charAt(0).toUpperCase()}${functionName.slice(1)}LambdaFunction`] as Resource
  const roleId = (fn.Properties.Role as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0]
  return statementsOf(template, roleId)
}

export function statementsOf(template: Template, roleId: string): Allowed[] {
  const policies = template.Resources[roleId]?.Properties.Policies as { PolicyDocument: { Statement: object[] } }[]
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map((statement) => ('Fn::If' in statement ? (statement['Fn::If'] as [string, object])[1] : statement))
    .map((statement) => {
      const { Action, Resource, Condition } = statement as { Action: string[]; Resource: unknown; Condition?: unknown }
      return { actions: [Action].flat(), resources: [Resource].flat().map(textOf), conditions: Condition }
    })
}

/** A copy of the template in which the actions that a function has on the table are changed: for planting a fault. */
export function withActions(template: Template, functionName: string, change: (actions: string[]) => void): Template {
  const copy = structuredClone(template)
  const { Properties } = copy.Resources[`${functionName.charAt(0).toUpperCase()}${functionName.slice(1)}Role`] as Resource
  const [policy] = Properties.Policies as [{ PolicyDocument: { Statement: { Action?: string[] }[] } }]
  for (const { Action } of policy.PolicyDocument.Statement) if (Action?.includes('dynamodb:GetItem')) change(Action)
  return copy
}

/** The actions of one service on one resource, sorted. */
export function actionsOn(allowed: Allowed[], service: string, resource: string): string[] {
  const found = allowed.filter(({ resources }) => resources.includes(resource)).flatMap(({ actions }) => actions)
  return found
    .filter((action) => action.startsWith(`${service}:`))
    .map((action) => action.slice(service.length + 1))
    .sort()
}

/** What a function's role and environment grant, in the form of what its code uses (actions.ts). */
export function granted(template: Template, name: string): Uses {
  const allowed = allowedTo(template, name)
  const queried = (index: string) => actionsOn(allowed, 'dynamodb', `Table.Arn/index/${index}`).includes('Query')
  return {
    table: actionsOn(allowed, 'dynamodb', 'Table.Arn'),
    indexes: ['due', 'list'].filter(queried),
    secrets: allowed.some(({ actions }) => actions.includes('ssm:GetParameter')),
  }
}

/** `Table.Arn`, `Table.Arn/index/list`: references by their names. */
export function textOf(resource: unknown): string {
  if (typeof resource === 'string') return resource
  const {
    'Fn::GetAtt': got,
    'Fn::Sub': text,
    Ref: id,
  } = resource as { 'Fn::GetAtt'?: string[]; 'Fn::Sub'?: string; Ref?: string }
  if (got) return got.join('.')
  if (text) return text.replace(/\$\{([\w:.]+)\}/g, '$1')
  return String(id)
}
