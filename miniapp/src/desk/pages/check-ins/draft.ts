import type { CallOf, OutputOf } from '../../../../../shared/api.ts'
import { checkInLimits } from '../../../../../shared/checkin-limits.ts'

export type Rules = OutputOf<'getCheckInRules'>
type Asked = CallOf<'setCheckInRules'>

export type Counted = keyof typeof checkInLimits
const numbers = Object.keys(checkInLimits) as Counted[]

/** What the form holds, as it was typed. */
export type Draft = { [field in Counted]: string } & { printedSign: boolean }
/** `range`: no whole number between the two limits. */
export type Fault = 'range' | 'tooNear' | 'tooHigh'
type Faults = { [field in Counted]?: Fault }

export const draftOf = (rules: Omit<Rules, 'version'>): Draft => ({
  ...(Object.fromEntries(numbers.map((field) => [field, String(rules[field])])) as { [field in Counted]: string }),
  printedSign: rules.printedSign,
})

/** The rules as the contract wants them, or what is wrong at which field. */
export function rulesOf(draft: Draft): { asked: Omit<Asked, 'version'> } | { faults: Faults } {
  const read = Object.fromEntries(numbers.map((field) => [field, wholeIn(draft[field], checkInLimits[field])])) as {
    [field in Counted]: number | undefined
  }
  const faults: Faults = Object.fromEntries(
    numbers.filter((field) => read[field] === undefined).map((field) => [field, 'range']),
  )
  const { fenceMetres = 0, farMetres = fenceMetres, allowFrom = 100, reviewFrom = 0 } = read
  if (farMetres < fenceMetres) faults.farMetres = 'tooNear'
  if (reviewFrom > allowFrom) faults.reviewFrom = 'tooHigh'
  if (Object.keys(faults).length > 0) return { faults }
  return { asked: { ...(read as { [field in Counted]: number }), printedSign: draft.printedSign } }
}

function wholeIn(text: string, [least, most]: readonly [number, number]): number | undefined {
  const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : undefined
}
