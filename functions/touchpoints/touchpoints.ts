/**
 * The face of touchpoints: where people meet a promotion, their openings, and the cards they send on. What a promotion is, is handed in
 * (`Promotions`), since a promotion asks for its touchpoints.
 */

export { createShare, endShares } from './cards.ts'
export { allTouchpoints, createTouchpoint, listTouchpoints, ownTouchpoint, shownTouchpoint, updateTouchpoint } from './desk.ts'
export {
  type OpenItem,
  openKey,
  openSk,
  putTrail,
  type ShareItem,
  sceneOf,
  shareKey,
  type TouchpointItem,
  type TrailItem,
  touchpointKey,
  touchpointsOf,
  trailOf,
} from './items.ts'
export { openTouchpoint, recordOpen } from './opening.ts'
export { markPrinted } from './printed.ts'
export type { Promotions } from './targets.ts'
