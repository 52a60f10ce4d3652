import type { Grant } from './function-role.ts'

/** What we read and write of osls's view of serverless.yml. */
export interface Service {
  functions: { [name: string]: FunctionConfig }
  custom: { metrics: string }
  provider: { timeout: number; compiledCloudFormationTemplate: { Resources: Resources } }
}

export interface FunctionConfig {
  handler: string
  role?: string
  may?: Grant
  timeout?: number
  environment?: { [name: string]: string }
  events: FunctionEvent[]
  package?: { artifact?: string }
}

export interface FunctionEvent {
  stream?: { arn: unknown; destinations?: { onFailure: { arn: unknown } } }
  [kind: string]: unknown
}

export interface Resource {
  Type: string
  Properties: { [name: string]: unknown }
  [attribute: string]: unknown
}

export interface Resources {
  [logicalId: string]: Resource
}
