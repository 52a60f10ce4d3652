import type { Problem } from '../../shared/problem.ts'
import { bare } from '../kernel/ids.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'
import type { Tally } from './rules.ts'

export type ExceptionItem = Item & Tally

export const exceptionKey = (exceptionId: string): Key => ({ pk: `EXCEPTION#${exceptionId}`, sk: 'EXCEPTION' })
/** Puts the exception into its merchant's list; the item itself is in everybody's. */
const merchantsKey = (exceptionId: string): Key => ({ pk: `EXCEPTION#${exceptionId}`, sk: 'MERCHANT' })

/** One a coupon, one a person and day: the key follows from what it is about. */
export const exceptionOfCoupon = (couponId: string) => `exc_c${bare(couponId)}`
export const exceptionOfStaff = (memberId: string, day: string) => `exc_s${bare(memberId)}-${day}`

/** The list of a state, of one merchant or of all. */
export const listOf = (state: string, merchantId?: string) => `EXCEPTIONS#${merchantId ?? ''}#${state}`

/** The tally with one undo more, and its place in the lists; `moved` when another undo was counted meanwhile. */
export function saveTally(next: Tally, old: Tally | undefined, moved: Problem): Write[] {
  const isListed = next.state !== 'watched'
  const item: ExceptionItem = { ...exceptionKey(next.exceptionId), ...next, ...(isListed && placeIn(next)) }
  return [
    {
      put: item,
      when: old ? { field: 'version', is: old.version } : 'absent',
      orElse: () => moved,
    },
    ...(isListed ? [placeMerchants(next)] : []),
  ]
}

/** What was said of it; whoever says it has seen this version. */
export function saveResolution(next: Tally, seen: Tally, refused: (there: Tally) => Problem | 'mine', gone: Problem): Write[] {
  const { state, version, resolutions } = next
  return [
    {
      change: exceptionKey(next.exceptionId),
      set: { state, version, resolutions, ...placeIn(next) },
      when: {
        all: [
          { field: 'version', is: seen.version },
          { field: 'state', is: 'open' },
        ],
      },
      orElse: (there) => (there ? refused(there as ExceptionItem) : gone),
    },
    placeMerchants(next),
  ]
}

const placeIn = ({ state, at, exceptionId }: Tally) => ({ list: listOf(state), listAt: `${at}#${exceptionId}` })

function placeMerchants({ exceptionId, state, at, merchantId }: Tally): Write {
  const place = { list: listOf(state, merchantId), listAt: `${at}#${exceptionId}` }
  return { change: merchantsKey(exceptionId), set: { exceptionId, ...place }, when: 'always' }
}
