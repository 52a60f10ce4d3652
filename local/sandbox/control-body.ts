import { Refused } from './reply.ts'

export type Body = { [field: string]: unknown }

export const invalid = (field: string, message: string) => new Refused(422, 'control.invalid', message, field)

export function onlyFields(body: Body, known: readonly string[], under = ''): void {
  const strange = Object.keys(body).find((field) => !known.includes(field))
  if (strange !== undefined) throw invalid(`${under}${strange}`, `There is no field ${strange}`)
}

export function wholeNumber(value: unknown, field: string, most: number, least = 1): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw invalid(field, `${field} is a whole number from ${least} to ${most}`)
}

export function parsedObject(body: Buffer): Body {
  if (body.length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new Refused(400, 'control.malformed', `The body is not JSON: ${(error as Error).message}`)
  }
  if (!isObject(value)) throw new Refused(422, 'control.invalid', 'The body is a JSON object')
  return value
}

export const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value)
