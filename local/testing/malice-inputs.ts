import fc from 'fast-check'
import * as z from 'zod'
import { clock } from '../../functions/kernel/clock.ts'
import type { Contract } from '../../shared/contract.ts'

/** Real values by the name of the field (ids, codes, versions), so that what is made up also meets what is there. */
export interface Pools {
  [field: string]: string[]
}

interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  oneOf?: Schema[]
  anyOf?: Schema[]
  properties?: { [field: string]: Schema }
  required?: string[]
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
}

type Fields = { [field: string]: unknown }
/** In a row: a pool whose values no field takes would be searched without an end. */
const mostMisses = 20_000

/** Inputs that the contract takes, made from the contract itself: a new operation is tried the day it is added. */
export function fitting(contract: Contract, pools: Pools): fc.Arbitrary<Fields> {
  const made = fit(z.toJSONSchema(contract.input, { io: 'input' }) as Schema, '', pools) as fc.Arbitrary<Fields>
  let missed = 0
  return made.filter((input) => {
    const { success, error } = contract.input.safeParse(input)
    missed = success ? 0 : missed + 1
    if (missed > mostMisses) throw new Error(`nothing that is made up fits; a pool may be of another field: ${error?.message}`)
    return success
  })
}

/** Fitting inputs with up to three things about them wrong. */
export function nearly(contract: Contract, pools: Pools): fc.Arbitrary<Fields> {
  const mutation = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'replace', 'drop', 'add', 'wrap'),
    value: odd,
    name: oddName,
  })
  return fc
    .tuple(fitting(contract, pools), fc.array(mutation, { maxLength: 3 }))
    .map(([input, mutations]) =>
      mutations.reduce<Fields>((now, one) => mutated(now, one.at, one.how, one.value, one.name), input),
    )
}

/** What no contract speaks of. */
export const wild: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 6, stringUnit: 'binary' }),
  fc
    .dictionary(fc.constantFrom('name', 'code', 'bill', 'storeId', '__proto__', 'constructor', 'x'), fc.jsonValue())
    .map((one) => JSON.stringify(one)),
  fc.string({ unit: 'binary' }),
  fc.nat({ max: 3000 }).map((depth) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`),
)

const oddTexts = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udc00y',
    '\u202e反向',
    'ａｂｃ',
    'é',
    'e\u0301',
    '👨‍👩‍👧',
    '\ufeff',
    '\u2028',
    '\r\nSet-Cookie: a=1',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '..',
    '../..',
    '%2e%2e',
    "' OR 1=1 --",
    '#',
    '{{7*7}}',
    'null',
    'true',
    '0x10',
    '1e3',
    '-1',
  ],
  ...[
    'bat_',
    'bat_1#STOCK#0',
    'cpn_00000000000000000000000000',
    'rdm_x',
    `sto_${'a'.repeat(80)}`,
    'a'.repeat(5000),
    '字'.repeat(41),
  ],
]
const oddNumbers = [0, -0, -1, 1, 0.1, 1e-9, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, 2 ** 53, 1e15, 1e21, 1e308, -1e308]
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(...oddTexts),
  fc.constantFrom<unknown[]>(...oddNumbers),
  fc.constantFrom<unknown[]>(null, true, false, [], {}, [[]], [null], { toString: 1 }, { length: 3 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 2 }),
)
const oddName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'memberId', 'merchantId', 'role', 'state', 'pk', 'left', '', '\0', '\ud800'),
  fc.string(),
)

const hour = 3_600_000
const hours = [-100_000, -24, -1, 0, 1, 24, 24 * 30, 24 * 120, 24 * 390, 24 * 410, 1_000_000]
const offsets = ['Z', '+08:00', '-12:00', '+14:00', '+23:59', '-23:59']
const instant = fc.oneof(
  fc.tuple(fc.constantFrom(...hours), fc.constantFrom(...offsets)).map(([later, offset]) => {
    const at = new Date(clock.now().getTime() + later * hour).toISOString()
    return `${at.slice(0, 19)}${offset}`
  }),
  fc.constantFrom(
    '0000-01-01T00:00:00+23:59',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    '9999-12-31T23:59:59.999999Z',
    '2028-02-29T24:00:00Z',
  ),
)
const day = fc.constantFrom('2026-01-01', '0000-01-01', '9999-12-31', '2027-02-29', '2028-02-29', '2026-13-01')

function fit(schema: Schema, field: string, pools: Pools): fc.Arbitrary<unknown> {
  const pool = pools[field]
  if (schema.type === 'string' && pool && pool.length > 0)
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pool) }, texts(schema))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.oneOf ?? schema.anyOf
  if (either) return fc.oneof(...either.map((one) => fit(one, field, pools)))
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, fit(inner, name, pools)] as const)
    return fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] })
  }
  const { minItems = 0, maxItems = 4, minimum = -1000, maximum = 2 ** 31 } = schema
  if (schema.type === 'array')
    return fc.array(fit(schema.items ?? {}, field, pools), {
      minLength: minItems,
      maxLength: Math.max(minItems, Math.min(maxItems, 4)),
    })
  if (schema.type === 'integer') {
    const any = fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) })
    // A version that is there now and then, too.
    if (field === 'version') return fc.oneof(fc.integer({ min: 1, max: 3 }), any)
    return pool ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pool.map(Number)) }, any) : any
  }
  if (schema.type === 'number') {
    const any = fc.double({ min: minimum, max: maximum, noNaN: true })
    // In a query a number has to be written plainly, which most doubles are not.
    return fc.oneof(
      any,
      any.map((number) => Math.trunc(number * 100) / 100),
    )
  }
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'string') return texts(schema)
  if (schema.type === 'null') return fc.constant(null)
  throw new Error(`local/testing/malice-inputs.ts cannot make a value of ${JSON.stringify(schema)}`)
}

function texts({ format, pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') return instant
  if (format === 'date') return day
  // fast-check makes texts of simple patterns only; names of people's making are drawn and sieved.
  if (pattern && !pattern.includes('\\p{')) return fc.stringMatching(new RegExp(pattern))
  const rule = new RegExp(pattern ?? '', 'u')
  return fc
    .string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) })
    .filter((text) => text.length <= maxLength && rule.test(text))
}

/** The value with one place of it changed; places are counted through the whole of it. */
function mutated(input: Fields, at: number, how: string, value: unknown, name: string): Fields {
  const copy = structuredClone(input)
  const places: { holder: Fields; key: string }[] = []
  const walk = (holder: Fields) => {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key })
      if (typeof holder[key] === 'object' && holder[key] !== null) walk(holder[key] as Fields)
    }
  }
  walk(copy)
  const place = places[at % Math.max(1, places.length)]
  if (how === 'add' || !place)
    Object.defineProperty(place?.holder ?? copy, name, { value, enumerable: true, configurable: true, writable: true })
  else if (how === 'drop') delete place.holder[place.key]
  else place.holder[place.key] = how === 'wrap' ? [place.holder[place.key]] : value
  return copy
}
