import { createRequire } from 'node:module'
import type { Template } from './template.ts'

/** A type of a property in AWS's resource specification, as far as it is looked at here. */
interface SpecType {
  type: string
  element?: SpecType
  types?: SpecType[]
  reference?: { $ref: string }
}
interface SpecProperties {
  [name: string]: { type: SpecType; required?: boolean }
}
interface Spec {
  lookup(entity: 'resource', field: 'cloudFormationType', how: 'equals', value: string): { properties: SpecProperties }[]
  get(entity: 'typeDefinition', id: string): { properties: SpecProperties }
}

/** AWS's own specification of every resource, where the package that carries it is installed. */
export function loadSpec(): Spec | undefined {
  try {
    return createRequire(import.meta.url)('@aws-cdk/aws-service-spec').loadAwsServiceSpecSync() as Spec
  } catch {
    return undefined
  }
}

/** Where the template departs from the specification: unknown types and properties, missing ones, values of another type. */
export function misfits(template: Template, spec: Spec): string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const [resource] = spec.lookup('resource', 'cloudFormationType', 'equals', Type)
    return resource ? inObject(Properties, resource.properties, `${id} (${Type})`, spec) : [`${id}: there is no ${Type}`]
  })
}

function inObject(value: object, properties: SpecProperties, where: string, spec: Spec): string[] {
  const missing = Object.entries(properties).filter(([name, { required }]) => required && !(name in value))
  return [
    ...missing.map(([name]) => `${where}: ${name} is missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const property = properties[name]
      return property ? inValue(inner, property.type, `${where}.${name}`, spec) : [`${where}: there is no ${name}`]
    }),
  ]
}

function inValue(value: unknown, type: SpecType, where: string, spec: Spec): string[] {
  if (isFunction(value)) {
    const branches = (value as { 'Fn::If'?: unknown[] })['Fn::If']?.slice(1) ?? []
    return branches.flatMap((branch) => inValue(branch, type, where, spec))
  }
  switch (type.type) {
    case 'union': {
      const types = type.types ?? []
      // 'json' (which anything fits) stands beside a described type only for the sake of older templates.
      const described = types.filter(({ type }) => type === 'ref' || type === 'array')
      const tried = (described.length > 0 ? described : types).map((one) => inValue(value, one, where, spec))
      return tried.find((found) => found.length === 0) ?? tried[0] ?? []
    }
    case 'array':
      if (!Array.isArray(value)) return [`${where} is not a list`]
      return value.flatMap((element, at) => inValue(element, type.element as SpecType, `${where}[${at}]`, spec))
    case 'ref':
      if (typeof value !== 'object' || value === null) return [`${where} is not an object`]
      return inObject(value, spec.get('typeDefinition', (type.reference as { $ref: string }).$ref).properties, where, spec)
    case 'map':
      return Object.entries(value as object).flatMap(([key, one]) =>
        inValue(one, type.element as SpecType, `${where}.${key}`, spec),
      )
    case 'string':
      return typeof value === 'string' ? [] : [`${where} is not text`]
    case 'integer':
    case 'number':
      return typeof value === 'number' ? [] : [`${where} is not a number`]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${where} is not true or false`]
    default:
      return []
  }
}

function isFunction(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const keys = Object.keys(value)
  return keys.length === 1 && /^(Ref|Fn::\w+)$/.test(keys[0] as string)
}
