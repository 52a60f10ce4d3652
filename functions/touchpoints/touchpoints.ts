/**
 * The face of touchpoints: where people meet a promotion, their openings, and the cards they send on. What a promotion is, is handed in
 * (`Promotions`), since a promotion asks for its touchpoints.
 */

export { createShare, endShares } from './cards.ts'
export { createTouchpoint, listTouchpoints, ownTouchpoint, shownTouchpoint, updateTouchpoint } from './desk.ts'
export {
  type OpenItem,
  openKey,
  openSk,
  type ShareItem,
  sceneOf,
  shareKey,
  sharesOf,
  type TouchpointItem,
  touchpointKey,
  touchpointsOf,
} from './items.ts'
export { openTouchpoint, recordOpen } from './opening.ts'
export { markPrinted } from './printed.ts'
export type { Promotions } from './targets.ts'
