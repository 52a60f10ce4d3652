import { createHash, randomBytes } from 'node:crypto'
import type { StaffRole } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import type { Invitation } from '../../shared/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { type InvitationItem, invitationIdOf, invitationKey } from './items.ts'

export interface InvitationForm {
  role: StaffRole
  storeIds?: string[] | undefined
  count?: number | undefined
  people?: { name: string }[] | undefined
}

/** What the codes of a call are made of: kept under its key, so that a repeat gives the same ones. */
export const newSeed = (): string => randomBytes(24).toString('base64url')

/** The codes of a form; the same seed, the same codes. */
export function codesOf(seed: string, { count = 1, people }: InvitationForm): { code: string; meant: string | undefined }[] {
  const meant = people ? people.map(({ name }) => name) : Array.from({ length: count }, () => undefined)
  const codeOf = (nth: number) => createHash('sha256').update(`${seed}#${nth}`).digest('base64url').slice(0, 24)
  return meant.map((name, nth) => ({ code: codeOf(nth), meant: name }))
}

/** The invitations that were made of a seed, with their codes. Refuses with invitation.expired once the table has forgotten them. */
export async function answered(
  table: Table,
  seed: string,
  form: InvitationForm,
): Promise<Invitation & { invitations: Invitation[] }> {
  const codes = codesOf(seed, form)
  const items = (await table.getMany(codes.map(({ code }) => invitationKey(invitationIdOf(code))))) as InvitationItem[]
  const invitations = codes.flatMap(({ code }) => {
    const item = items.find((one) => one.invitationId === invitationIdOf(code))
    return item ? [invitationShown(item, code)] : []
  })
  const [first] = invitations
  if (!first) throw new Problem('invitation.expired')
  return { ...first, invitations }
}

function invitationShown({ invitationId, role, storeIds, meant, expiresAt }: InvitationItem, code: string): Invitation {
  const path = `/merchant/pages/join/index?invite=${code}`
  return { invitationId, code, path, role, storeIds, name: meant, expiresAt }
}
