import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { importJWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import { people } from '../../local/seed/city.ts'
import { countedIn } from '../../local/testing/counted.ts'
import { as, expectRefusal, type MaliceDoor, maliceDoor, operations, wayTo } from '../../local/testing/malice.ts'
import { type Contract, type StaffRole, staffRolesOf } from '../../shared/contract.ts'
import type { KeyRing, Secrets } from './secrets.ts'

const day = 86_400
const tokens: { [role: string]: string } = {}
let door: MaliceDoor
let secrets: Secrets
let memberId: string
let storeId: string
beforeAll(async () => {
  door = await maliceDoor()
  secrets = JSON.parse(process.env.FOOTFALL_SECRETS ?? '')
  for (const { openid, role } of people) tokens[role] ??= await door.tokenOf(openid)
  tokens.member = await door.tokenOf('guest-access')
  memberId = (await door.send('GET', '/me', as(tokens.member))).body.memberId
  storeId = (await door.send('GET', '/stores', as(tokens.clerk ?? ''))).body.items[0].storeId
})
afterAll(() => door.close())

interface Made {
  header?: Partial<JWTHeaderParameters>
  payload?: JWTPayload
  key?: KeyObject | Uint8Array
  ring?: KeyRing
}

/** A token made as ours are, but for what the test changes; undefined takes a claim away. */
async function made({ header, payload, key, ring = secrets.session }: Made): Promise<string> {
  const now = Math.floor(door.clock.now().getTime() / 1000)
  const claims = { sub: memberId, iss: 'footfall', aud: 'footfall-api', iat: now, exp: now + day, ...payload }
  const signing = key ?? (await importJWK(ring.keys[ring.current] ?? {}, 'EdDSA'))
  return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: ring.current, ...header }).sign(signing)
}

/** What the metrics say of some of them. */
const reasons: { [how: string]: string } = {
  'has no signature (alg none)': 'token.jose_alg_not_allowed',
  'is signed by another key under our key id': 'token.jws_signature_verification_failed',
  'is signed with our public key as a secret': 'token.jose_alg_not_allowed',
  'is signed with the key of the codes': 'token.key',
  'is signed with the key of the codes under the id of ours': 'token.jws_signature_verification_failed',
  'names no key': 'token.key',
  'names a key that is not there': 'token.key',
  'is from another issuer': 'token.jwt_claim_validation_failed',
  'is for another audience': 'token.jwt_claim_validation_failed',
  'ended a second ago': 'token.jwt_expired',
  'names nobody': 'token.jwt_claim_validation_failed',
  'is garbage': 'token.jws_invalid',
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const publicBytes = () => Buffer.from(secrets.session.keys[secrets.session.current]?.x ?? '', 'base64url')
const later = (seconds: number) => Math.floor(door.clock.now().getTime() / 1000) + seconds

describe('a session', () => {
  it('is good when it is made as ours are', async () => {
    expect((await door.send('GET', '/me', as(await made({})))).body.memberId).toBe(memberId)
  })

  it.each<[string, () => Promise<string> | string]>([
    [
      'has no signature (alg none)',
      () => `${part({ alg: 'none', kid: secrets.session.current })}.${part({ sub: memberId, exp: later(day) })}.`,
    ],
    ['is signed by another key under our key id', () => made({ key: generateKeyPairSync('ed25519').privateKey })],
    ['is signed with our public key as a secret', () => made({ header: { alg: 'HS256' }, key: publicBytes() })],
    ['is signed with the key of the codes', () => made({ ring: secrets.code })],
    [
      'is signed with the key of the codes under the id of ours',
      () => made({ ring: secrets.code, header: { kid: secrets.session.current } }),
    ],
    ['names no key', () => made({ header: { kid: undefined } })],
    ['names a key that is not there', () => made({ header: { kid: 'ffffffff' } })],
    ['names the key __proto__', () => made({ header: { kid: '__proto__' } })],
    ['names the key constructor', () => made({ header: { kid: 'constructor' } })],
    [
      'brings its own key',
      () => made({ header: { kid: undefined, jwk: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) } }),
    ],
    ['is from another issuer', () => made({ payload: { iss: 'elsewhere' } })],
    ['is for another audience', () => made({ payload: { aud: 'footfall-web' } })],
    ['names nobody', () => made({ payload: { sub: undefined } })],
    ['never ends', () => made({ payload: { exp: undefined } })],
    ['ended a second ago', () => made({ payload: { exp: later(-1) } })],
    ['begins tomorrow', () => made({ payload: { nbf: later(day) } })],
    ['names a member that is not there', () => made({ payload: { sub: 'mbr_00000000000000000000000000' } })],
    ['lost its last letter', async () => (await made({})).slice(0, -1)],
    [
      'had its payload exchanged',
      async () => (await made({})).replace(/\.[\w-]+\./, `.${part({ sub: 'mbr_1', exp: later(day) })}.`),
    ],
    ['is garbage', () => 'garbage'],
    ['is garbage in three parts', () => 'a.b.c'],
    ['is very long', () => `${'a'.repeat(7000)}.b.c`],
  ])('is refused when it %s', async (how, token) => {
    const headers = as(await token())
    const from = door.lines.length
    expectRefusal(await door.send('GET', '/me', headers), 'session.invalid')
    // The caller learns nothing about why, and we do.
    const counted = countedIn(door.lines.slice(from))
    expect(counted.VerificationFailed).toBe(1)
    if (reasons[how]) expect(counted).toHaveProperty([`VerificationFailed ${reasons[how]}`], 1)
  })

  it('is refused on what guests may do, too, instead of being taken for a guest', async () => {
    expectRefusal(await door.send('GET', '/offers', as('a.b.c')), 'session.invalid')
    for (const authorization of [
      'Basic eDp5',
      'Bearer ',
      'Bearer a b',
      `Token ${tokens.member}`,
      `Bearer ${tokens.member}, Bearer x`,
    ])
      expectRefusal(await door.send('GET', '/offers', { authorization }), 'session.invalid')
    expect((await door.send('GET', '/offers', as(tokens.member ?? ''))).status).toBe(200)
    expect((await door.send('GET', '/offers')).status).toBe(200)
  })
})

const rolesOfStaff = ['clerk', 'manager', 'marketer', 'operator'] as const
const may = (role: StaffRole, asked: readonly StaffRole[]) =>
  asked.includes(role) || (asked.includes('clerk') && role === 'manager')
const staffOperations = operations.filter(([, contract]) => staffRolesOf(contract).length > 0)
/** Some id for each path parameter; a store where the clerk works. Nothing else is filled in: the role is asked first. */
const somewhere = (name: (typeof operations)[number][0]) =>
  Object.fromEntries(wayTo(name).inPath.map((field) => [field, field === 'storeId' ? storeId : 'abc_1']))

describe('every operation asks who calls before anything else', () => {
  it.each(operations.filter(([, { role }]) => role !== 'guest'))('%s tells a guest to log in', async (name) => {
    expectRefusal(await door.ask(name, somewhere(name)), 'session.missing')
    expectRefusal(await door.ask(name, somewhere(name), as(await made({ payload: { aud: 'x' } }))), 'session.invalid')
  })

  it.each(staffOperations)('%s is forbidden to a member', async (name) => {
    expectRefusal(await door.ask(name, somewhere(name), as(tokens.member ?? '')), 'role.forbidden')
  })

  it.each(staffOperations)('%s is forbidden to staff of other roles and open to its own', async (name, contract: Contract) => {
    for (const role of rolesOfStaff) {
      const reply = await door.ask(name, somewhere(name), as(tokens[role] ?? ''))
      if (!may(role, staffRolesOf(contract))) expectRefusal(reply, 'role.forbidden')
      else expect(['role.forbidden', 'session.missing', 'session.invalid']).not.toContain(reply.body.code)
    }
  })
})

describe('as time goes on', () => {
  it('revoked staff are refused within a minute, and others are not', async () => {
    const clerk = as(tokens.clerk ?? '')
    expect((await door.send('GET', '/stores', clerk)).status).toBe(200)
    const { memberId: clerkId } = (await door.send('GET', '/me', clerk)).body
    const revoked = await door.post(`/staff/${clerkId}/revoke`, {}, as(tokens.manager ?? ''))
    expect(revoked.body).toMatchObject({ memberId: clerkId, state: 'revoked' })
    door.clock.offsetMs += 60_000
    for (const [name] of operations.filter(([, { role }]) => role === 'clerk'))
      expectRefusal(await door.ask(name, somewhere(name), clerk), 'role.forbidden')
    expect((await door.send('GET', '/me', clerk)).body).toMatchObject({ memberId: clerkId, roles: [] })
    expect((await door.send('GET', '/stores', as(await door.tokenOf('seed-clerk-2')))).status).toBe(200)
  })

  it('a session ends after thirty days, and a new one is good', async () => {
    const old = as(await door.tokenOf('guest-access'))
    door.clock.offsetMs += 30 * day * 1000 - 5_000
    expect((await door.send('GET', '/me', old)).status).toBe(200)
    door.clock.offsetMs += 5_000
    expectRefusal(await door.send('GET', '/me', old), 'session.invalid')
    expect((await door.send('GET', '/me', as(await door.tokenOf('guest-access')))).status).toBe(200)
  })
})

describe('the log', () => {
  it('holds no token, good or bad, and no openid', () => {
    const text = door.lines.join('\n')
    expect(door.lines.length).toBeGreaterThan(100)
    const sent = [...Object.values(tokens), 'guest-access', ...people.map(({ openid }) => openid), 'garbage', 'a.b.c', 'eyJ']
    expect(sent.filter((secret) => text.includes(secret))).toEqual([])
  })
})
