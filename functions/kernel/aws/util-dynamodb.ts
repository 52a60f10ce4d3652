import type { Value } from '../table/table.ts'

/** A value as DynamoDB carries it; the table knows no sets and no bytes. */
type Attribute =
  | { S: string }
  | { N: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: Attribute[] }
  | { M: { [name: string]: Attribute } }

/** As @aws-sdk/util-dynamodb's, without what is undefined. */
export function marshall(fields: { [name: string]: Value | undefined }): { [name: string]: Attribute } {
  const attributes: { [name: string]: Attribute } = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) attributes[name] = attributeOf(value)
  return attributes
}

/** As @aws-sdk/util-dynamodb's. */
export function unmarshall(attributes: { [name: string]: Attribute }): { [name: string]: Value } {
  const fields: { [name: string]: Value } = {}
  for (const [name, attribute] of Object.entries(attributes)) fields[name] = valueIn(attribute)
  return fields
}

function attributeOf(value: Value): Attribute {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  return Array.isArray(value) ? { L: value.map(attributeOf) } : { M: marshall(value) }
}

function valueIn(attribute: Attribute): Value {
  if ('S' in attribute) return attribute.S
  if ('N' in attribute) return Number(attribute.N)
  if ('BOOL' in attribute) return attribute.BOOL
  if ('NULL' in attribute) return null
  return 'L' in attribute ? attribute.L.map(valueIn) : unmarshall(attribute.M)
}
