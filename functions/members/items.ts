import type { Problem } from '../../shared/problem.ts'
import type { Item, Write } from '../kernel/table/table.ts'

/** One person over all channels. `number` is the eight digits that typed codes begin with. */
export interface MemberItem extends Item {
  memberId: string
  number: string
  since: string
}

/** Finds the member behind an openid; its key makes an openid one member's only. */
export interface OpenidItem extends Item {
  memberId: string
}

export const memberKey = (memberId: string) => ({ pk: `MEMBER#${memberId}`, sk: 'MEMBER' })
export const openidKey = (appid: string, openid: string) => ({ pk: `OPENID#${appid}#${openid}`, sk: 'OPENID' })
export const numberKey = (number: string) => ({ pk: `NUMBER#${number}`, sk: 'NUMBER' })

/** A member, the openid that finds it and the number that finds it: all or none. The openid's write is the first. */
export function putMember(
  member: { memberId: string; number: string; since: string },
  openid: OpenidItem,
  taken: Problem,
): Write[] {
  const { memberId, number } = member
  return [
    { put: openid, when: 'absent', orElse: () => 'mine' },
    {
      put: { ...numberKey(number), memberId },
      when: 'absent',
      orElse: () => taken,
    },
    { put: { ...memberKey(memberId), ...member }, when: 'always' },
  ]
}
