import type { Merchant } from '../../shared/merchants.ts'
import { Problem } from '../../shared/problem.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Item, Table, Write } from '../kernel/table/table.ts'
import { type MerchantItem, merchantItem, merchantKey } from './items.ts'
import { findMerchant } from './merchants.ts'
import { shown } from './shown.ts'

/** The caller's own, under the name that its staff knows it by where nobody has said one. */
export async function getMerchant(table: Table, { merchantId, merchantName }: Staff): Promise<Merchant> {
  const merchant = await findMerchant(table, merchantId)
  return shown({ ...merchant, name: merchant.name || merchantName })
}

type Asked = {
  name?: string | undefined
  marginFloorPercent?: number | null | undefined
  commissionBasisPoints?: number | undefined
}

/** Changes what is asked on the version it was made on. Refuses with version.stale and the settings as they are now. */
export async function updateMerchant(
  table: Table,
  marketer: Staff,
  { version, ...form }: Asked & { version: number },
  now: Date,
): Promise<Merchant> {
  const { merchantId, memberId } = marketer
  const asked = fingerprint({ memberId, version, form })
  const moved = (old: Item | undefined): Problem | 'mine' => {
    const there = old as MerchantItem | undefined
    if (there?.asked === asked) return 'mine'
    const changed = there && shown(there)
    return new Problem('version.stale', {
      field: 'version',
      details: { version: there?.version ?? 0, changed: { ...changed } },
    })
  }
  const { name, marginFloorPercent, commissionBasisPoints } = form
  const told = {
    ...(name !== undefined && { name }),
    ...(typeof marginFloorPercent === 'number' && { marginFloorPercent }),
    ...(commissionBasisPoints !== undefined && { commissionBasisPoints }),
    asked,
  }
  await table.commit(
    version === 0
      ? { put: { ...(await unlisted(table, marketer, now)), ...told }, when: 'absent', orElse: moved }
      : onVersion(merchantId, version, told, marginFloorPercent === null, moved),
  )
  return getMerchant(table, marketer)
}

/** Of a merchant that has no item yet: with what its staff and its stores know of it. */
async function unlisted(table: Table, { merchantId, merchantName }: Staff, now: Date): Promise<MerchantItem> {
  const { zone } = await findMerchant(table, merchantId)
  return merchantItem({ merchantId, name: merchantName, zone, createdAt: now.toISOString() })
}

function onVersion(
  merchantId: string,
  version: number,
  told: { [field: string]: string | number },
  isFloorTaken: boolean,
  moved: (old: Item | undefined) => Problem | 'mine',
): Write {
  return {
    change: merchantKey(merchantId),
    set: { ...told, version: version + 1 },
    drop: isFloorTaken ? ['marginFloorPercent'] : [],
    when: { field: 'version', is: version },
    orElse: moved,
  }
}
