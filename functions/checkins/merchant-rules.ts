import type { CheckInRules } from '../../shared/checkins.ts'
import { Problem } from '../../shared/problem.ts'
import { fingerprint } from '../kernel/ids.ts'
import { Recent } from '../kernel/recent.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Item, Key, Table } from '../kernel/table/table.ts'
import { usualRules } from './rules.ts'

type Rules = CheckInRules & { version: number }
type RulesItem = Item & Rules & { asked: string }

const rulesKey = (merchantId: string): Key => ({ pk: `CHECKIN#${merchantId}`, sk: 'RULES' })
const wordsSeconds = 30
const known = new Recent<Rules>(2000)

/** What holds for check-ins at a merchant, at most half a minute old; where nothing was set, that is known too. */
export async function rulesOf(table: Table, merchantId: string, now: Date): Promise<CheckInRules> {
  return (await known.or(merchantId, now, wordsSeconds, () => read(table, merchantId))) ?? usualRules
}

export const getCheckInRules = (table: Table, { merchantId }: Staff): Promise<Rules> => read(table, merchantId)

/** Refuses with version.stale and what stands now. */
export async function setCheckInRules(
  table: Table,
  marketer: Staff,
  asked: CheckInRules & { version: number },
): Promise<Rules> {
  const { merchantId, memberId } = marketer
  const { version, ...form } = asked
  if (form.farMetres < form.fenceMetres) throw new Problem('input.invalid', { field: 'farMetres' })
  if (form.reviewFrom > form.allowFrom) throw new Problem('input.invalid', { field: 'reviewFrom' })
  const mark = fingerprint({ memberId, asked })
  await table.commit({
    put: { ...rulesKey(merchantId), ...form, version: version + 1, asked: mark },
    when: version === 0 ? 'absent' : { field: 'version', is: version },
    orElse: (old) => {
      const there = old as RulesItem | undefined
      if (there?.asked === mark) return 'mine'
      return new Problem('version.stale', { field: 'version', details: { version: there?.version ?? 0 } })
    },
  })
  known.forget(merchantId)
  return read(table, merchantId)
}

async function read(table: Table, merchantId: string): Promise<Rules> {
  const item = (await table.get(rulesKey(merchantId))) as RulesItem | undefined
  const { fenceMetres, farMetres, allowFrom, reviewFrom, speedKmh, accountsPerPhone, printedSign } = item ?? usualRules
  const form = { fenceMetres, farMetres, allowFrom, reviewFrom, speedKmh, accountsPerPhone, printedSign }
  return { ...form, version: item?.version ?? 0 }
}
