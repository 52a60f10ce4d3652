import { keyId } from '../../functions/kernel/table/commit-rules.ts'
import type { Item } from '../../functions/kernel/table/table.ts'
import type { Database } from './database.ts'
import type { RushHour } from './rush.ts'

/** The claims that are facts: slots of a flash batch, else coupons. */
export function claimsIn(database: Database): Item[] {
  const all = [...database.all()]
  const slots = all.filter(({ sk }) => sk.startsWith('SLOT#'))
  const isFlash = all.some(({ sk }) => sk === 'RECLAIM')
  return isFlash ? slots : all.filter(({ sk, state }) => sk.startsWith('COUPON#') && state !== 'pending')
}

/** Every promise that the table and the guests show to be broken; none is what is wanted. */
export function audit(hour: RushHour): string[] {
  const { rush, database, told, held } = hour
  const wrong: string[] = hour.broken.map((error) => `broke with ${error instanceof Error ? error.stack : String(error)}`)
  const all = [...database.all()]
  const claims = claimsIn(database)
  const must = (holds: boolean, promise: string) => {
    if (!holds) wrong.push(promise)
  }
  const by = (field: string) => Map.groupBy(claims, (claim) => String(claim[field]))

  must(claims.length <= rush.total, `oversold: ${claims.length} of ${rush.total}`)
  must(claims.length >= rush.total, `undersold after the reclaim: ${claims.length} of ${rush.total}`)
  for (const [couponId, several] of by('couponId')) must(several.length === 1, `${couponId} has ${several.length} slots`)
  for (const [memberId, several] of by('memberId'))
    must(several.length <= rush.perMember, `${memberId} has ${several.length} of at most ${rush.perMember}`)

  const places = new Map(all.filter(({ sk }) => sk.startsWith('COUPON#')).map((place) => [String(place.couponId), place]))
  const claimed = new Map(claims.map((claim) => [String(claim.couponId), claim]))
  for (const [couponId, claim] of claimed) {
    const place = places.get(couponId)
    must(place?.state === 'held' && place.slot === claim.slot, `${couponId} is claimed, and its place says ${place?.state}`)
  }
  for (const [couponId, place] of places)
    must(place.state === 'pending' || claimed.has(couponId), `${couponId} is held, and no slot is its own`)

  const events = all.filter(({ kind }) => kind === 'claimed').length
  const counted = all.filter(({ pk }) => pk.startsWith('COUNTS#')).reduce((sum, { claimed: n }) => sum + Number(n ?? 0), 0)
  must(events === claims.length, `${events} events for ${claims.length} claims`)
  must(counted === claims.length, `${counted} counted for ${claims.length} claims`)

  for (const { memberId, key, couponIds, last } of told) {
    const who = `${memberId} (${key ?? 'no key'})`
    const own = new Set(couponIds)
    must(own.size <= 1, `${who} was told of ${[...own].join(' and ')}`)
    for (const couponId of own) {
      const claim = claimed.get(couponId)
      must(claim !== undefined, `${who} was told of ${couponId}, which is not claimed`)
      must(claim?.memberId === memberId, `${who} was told of ${couponId}, which is somebody else's`)
      must(key === undefined || claim?.key === key, `${who} was told of ${couponId}, which is for the key ${claim?.key}`)
    }
    const has = claims.filter((claim) => claim.memberId === memberId).length
    if (own.size === 0) {
      must(['batch.sold_out', 'batch.limit_reached'].includes(last), `${who} was left with ${last}`)
      must(last !== 'batch.limit_reached' || has >= rush.perMember, `${who} has ${has} and was told that this is the limit`)
    }
  }
  const { pausedAt, resumedAt } = held
  if (pausedAt && resumedAt) {
    const madeBefore = new Set(database.changes.filter(({ at }) => at < resumedAt).map((change) => keyId(change.new as Item)))
    const during = claims.filter((claim) => String(claim.claimedAt) > pausedAt.toISOString() && madeBefore.has(keyId(claim)))
    must(during.length === 0, `${during.length} claims began and succeeded during the pause`)
  }
  return wrong
}
