import { randomUUID } from 'node:crypto'
import nacl from 'tweetnacl'
import type { CallOf } from '../../shared/api.ts'
import type { CheckInAnswer, Visit, VisitReason } from '../../shared/checkins.ts'
import type { Answer, FrontDoor } from './front-door.ts'

/** Metres north of a place, as degrees. */
const northOf = (lat: number, metres: number) => lat + metres / 111_195

/** A visit, or a refusal with the fields that it has. */
const answerOf = ({ status, body }: Answer<'checkIn'>) => ({
  status,
  body: body as Omit<Visit, 'decision'> & { decision: CheckInAnswer['decision'] } & Pick<
      Answer<'checkIn'>['body'],
      'code' | 'field' | 'retryAt' | 'details'
    >,
})

/** Guests at the door of the first seeded store and the tablet inside, for tests. */
export async function newCheckIns(door: FrontDoor) {
  const clerk = await door.tokenOf('seed-clerk-1')
  const storeId = (await door.call('getMe', {}, { token: clerk })).body.roles[0]?.storeIds[0] ?? 'sto_none'
  const { lat, lng } = (await door.call('getStore', { storeId })).body
  const shown = async () => (await door.call('getStoreCode', { storeId }, { token: clerk })).body
  /** So many metres from the store, as sure as a phone outdoors. */
  const at = (metres: number, accuracy = 20) => ({ lat: northOf(lat, metres), lng, accuracy })
  const checkIn = async (openid: string, asked: CallOf<'checkIn'>) =>
    answerOf(await door.call('checkIn', asked, { token: await door.tokenOf(openid) }))
  return { clerk, storeId, store: { lat, lng }, shown, at, checkIn }
}

export type CheckIns = Awaited<ReturnType<typeof newCheckIns>>

/** A guest's phone with a key of its own, made as the mini-program makes it; the consent `device` is not given yet. */
export async function newPhone(door: FrontDoor, openid: string, phoneId = randomUUID()) {
  const token = await door.tokenOf(openid)
  const { memberId } = (await door.call('getMe', {}, { token })).body
  const keys = nacl.sign.keyPair()
  const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const allow = (given = true) => door.call('setConsent', { purpose: 'device', given }, { token })
  const register = () => door.call('registerPhone', { phoneId, publicKey: base64url(keys.publicKey) }, { token })
  /** What it signs while there is no network, as at this time of its own clock. */
  function signs(proof: object, at = door.clock.now()) {
    const text = JSON.stringify({ v: 1, memberId, at: at.toISOString(), nonce: randomUUID(), ...proof })
    const signature = base64url(nacl.sign.detached(new TextEncoder().encode(text), keys.secretKey))
    return { phoneId, signedProof: { text, signature } }
  }
  const checkIn = async (asked: CallOf<'checkIn'>) => answerOf(await door.call('checkIn', asked, { token }))
  return {
    token,
    memberId,
    phoneId,
    allow,
    register,
    signs,
    checkIn,
  }
}

/** An answer that is no visit, for this reason alone. */
export const refusedFor = (code: VisitReason) => ({ decision: 'refuse', score: 0, reasons: [{ code }] })
