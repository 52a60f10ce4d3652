import type { CallOf, OutputOf } from '../../../../../shared/api.ts'

export type Merchant = OutputOf<'getMerchant'>

/** What the form holds, as it was typed. */
export interface Draft {
  name: string
  /** Empty: no floor. */
  floor: string
  /** Percent; kept in basis points. */
  commission: string
}
export type Fault = 'need' | 'percent' | 'rate'
type Faults = { [field in keyof Draft]?: Fault }

export const draftOf = ({ name, marginFloorPercent, commissionBasisPoints }: Merchant): Draft => ({
  name,
  floor: marginFloorPercent === undefined ? '' : String(marginFloorPercent),
  commission: String(commissionBasisPoints / 100),
})

/** The settings as the contract wants them, or what is wrong at which field. */
export function settingsOf(draft: Draft): { asked: Omit<CallOf<'updateMerchant'>, 'version'> } | { faults: Faults } {
  const [name, floor, commission] = [draft.name.trim(), draft.floor.trim(), draft.commission.trim() || '0']
  const faults: Faults = {
    ...(name === '' && { name: 'need' as const }),
    ...(floor !== '' && !(/^\d{1,2}$/.test(floor) && Number(floor) <= 95) && { floor: 'percent' as const }),
    ...(!(/^\d{1,2}(\.\d{1,2})?$/.test(commission) && Number(commission) <= 50) && { commission: 'rate' as const }),
  }
  if (Object.keys(faults).length > 0) return { faults }
  const marginFloorPercent = floor === '' ? null : Number(floor)
  return { asked: { name, marginFloorPercent, commissionBasisPoints: Math.round(Number(commission) * 100) } }
}
