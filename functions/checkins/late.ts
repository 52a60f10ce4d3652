import { createPublicKey, verify } from 'node:crypto'
import type * as z from 'zod'
import { ProofText, type SignedProof } from '../../shared/checkins.ts'
import { Problem } from '../../shared/problem.ts'
import type { Table } from '../kernel/table/table.ts'
import { phoneKeyOf } from '../members/members.ts'

/** What was signed without network may come in so many hours later. */
export const lateHours = 24

/** What a phone of this member signed, or what is wrong with that. Refuses with input.invalid a text of another form. */
export async function openProof(
  table: Table,
  memberId: string,
  phoneId: string,
  { text, signature }: SignedProof,
): Promise<z.infer<typeof ProofText> | 'late.unknown_phone' | 'late.signature_wrong'> {
  const publicKey = await phoneKeyOf(table, memberId, phoneId)
  if (publicKey === undefined) return 'late.unknown_phone'
  if (!isSignedBy(publicKey, text, signature)) return 'late.signature_wrong'
  const proof = ProofText.safeParse(jsonIn(text))
  if (!proof.success) throw new Problem('input.invalid', { field: 'signedProof.text' })
  // One phone may be used by several members, with one key: what one signed is not another's.
  return proof.data.memberId === memberId ? proof.data : 'late.signature_wrong'
}

function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch {
    // 32 bytes that are no point of the curve.
    return false
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
