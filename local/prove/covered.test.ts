import * as z from 'zod'
import { api } from '../../shared/api.ts'
import type { Contract } from '../../shared/contract.ts'
import { routes } from '../../shared/routes.ts'
import { operations } from '../testing/malice.ts'
import { attempts, everybodys, takesId } from '../testing/owner-matrix.ts'

/**
 * The fuzz (functions/kernel/fuzz.test.ts), the roles (access.test.ts) and the owners (owners.test.ts) go through `operations`, which is the
 * contracts themselves. What could still be left out of them is said here, by name, the day an operation is added.
 */
interface Schema {
  type?: string
  pattern?: string
  properties?: { [field: string]: Schema }
  items?: Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
}

const inside = 'functions/kernel/owners-inside.test.ts: within something of one’s own'
/** Ids inside a form: each with where somebody else’s is tried there, or why that tells nothing. */
const elsewhere: { [place: string]: string } = {
  'target.id': inside,
  'reward.batchId': inside,
  'voucher.storeSetId': inside,
  picture: inside,
  'form.picture': 'terms that wait for approval are asked about again where they are made',
  'dealForm.picture': 'as form.picture',
  'form.scope.storeIds': 'as form.picture',
  'form.scope.storeSetId': 'as form.picture',
  'dealForm.voucher.storeIds': 'as form.picture',
  'dealForm.voucher.storeSetId': 'as form.picture',
}

/** Every place of the input that takes an id of ours, by its pattern. */
function idPlaces(schema: Schema, path = ''): string[] {
  const own = [schema, schema.items ?? {}].some(({ type, pattern }) => type === 'string' && /\[a-z\]\{3\}_/.test(pattern ?? ''))
  const inner = Object.entries(schema.properties ?? {}).flatMap(([field, one]) =>
    idPlaces(one, path ? `${path}.${field}` : field),
  )
  const either = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((one) => idPlaces(one, path))
  const within = schema.items?.properties ? idPlaces(schema.items, path) : []
  return [...new Set([...(own ? [path] : []), ...inner, ...either, ...within])]
}

/** Any field is somebody's: which places the matrix fills is a matter of the contract alone. */
const somebodys = new Proxy<{ [field: string]: string }>({}, { get: (_, field) => `somebody's ${String(field)}` })

/** The places that no attempt of the matrix fills with somebody else's id. */
function leftOut(name: string, contract: Contract): string[] {
  const places = idPlaces(z.toJSONSchema(contract.input, { io: 'input' }) as Schema)
  const open: string[] = everybodys
  if (open.includes(name)) return []
  const tried = takesId(name, contract) ? attempts(contract, somebodys) : []
  const isTried = (place: string) =>
    tried.some((input) =>
      JSON.stringify(place.split('.').reduce<unknown>((at, field) => (at as never)?.[field], input))?.includes("somebody's"),
    )
  return places.filter((place) => !(place in elsewhere) && !isTried(place)).map((place) => `${name}: ${place}`)
}

it('the fuzz, the roles and the owners go through every operation that there is', () => {
  expect(operations.map(([name]) => name).sort()).toEqual(Object.keys(api).sort())
  expect(Object.keys(api).sort()).toEqual(Object.keys(routes).sort())
  for (const name of everybodys) expect(Object.keys(api)).toContain(name)
})

it('every id that any operation takes is tried with somebody else’s, or stands in the list with its reason', () => {
  expect(operations.flatMap(([name, contract]) => leftOut(name, contract))).toEqual([])
  const places = operations.flatMap(([, { input }]) => idPlaces(z.toJSONSchema(input, { io: 'input' }) as Schema))
  expect(Object.keys(elsewhere).filter((place) => !places.includes(place))).toEqual([])
})

it('an operation that is added tomorrow with an id that nobody thought of is named', () => {
  const id = z.string().regex(/^[a-z]{3}_[0-9A-Za-z_-]{1,80}$/)
  const added = (shape: z.ZodRawShape) => ({ ...api.getOrder, input: z.strictObject(shape) }) as unknown as Contract
  expect(leftOut('openWallet', added({ wallet: id }))).toEqual(['openWallet: wallet'])
  expect(leftOut('openWallet', added({ parts: z.array(z.strictObject({ wallet: id })) }))).toEqual(['openWallet: parts.wallet'])
  expect(leftOut('openWallet', added({ orderId: id }))).toEqual([])
})
