/**
 * The face of deals, groups and seats. An order is placed through `seatFor`, which brings the writes that ride in the order's own commit;
 * what becomes of the order comes back through `seatPaid`, `freeSeat` and `seatLeft`, which the change feed (or a refund) commits; what
 * becomes of a group is said by `groupMoved`. Nothing here knows of orders but their place: member, deal, and which of that deal's
 * orders of that member it is (`orderIdOf`).
 */
export {
  type DealFacts,
  type DealRevision,
  type DealSeen,
  moveDealGate,
  newDeal,
  ownDeal,
  reviseDeal,
  seeDeals,
  termsItem,
} from './desk.ts'
export { findDeal, findGroup, findTerms } from './find.ts'
export { followGroup, type GroupMoved, groupMoved, groupOver } from './groups.ts'
export { type DealItem, dealKey, dealSk, type GroupItem, orderIdOf, type Terms, type TermsItem, usableOf } from './items.ts'
export { dealCard, dealInWords, getDeal, getGroup, goodAt, listOpenGroups, mayGoBack } from './offers.ts'
export { checkDeal, inOrder, stateOfGroup, voucherUntil } from './rules.ts'
export { type Asked, freeSeat, type Seating, seatFor, stockBack, type Taken } from './seating.ts'
export { payByOf, type Seat, type SeatedOrder, seatLeft, seatPaid, seatsOf } from './seats.ts'
