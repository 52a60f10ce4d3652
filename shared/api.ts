import type * as z from 'zod'
import { checkInContracts } from './checkin-contracts.ts'
import type { Contract } from './contract.ts'
import { couponContracts } from './coupon-contracts.ts'
import { dealContracts } from './deals.ts'
import { deviceContracts } from './devices.ts'
import { exceptionContracts } from './exceptions.ts'
import { giftContracts } from './gifts.ts'
import { importContracts } from './imports.ts'
import { launchContracts } from './launch-contracts.ts'
import { memberContracts } from './members.ts'
import { merchantContracts } from './merchants.ts'
import { messageContracts } from './messages.ts'
import { nearbyContracts } from './nearby.ts'
import { offerDeskContracts } from './offer-desk.ts'
import { orderContracts } from './order-contracts.ts'
import { paymentContracts, refundContracts } from './orders.ts'
import { pictureContracts } from './pictures.ts'
import { posterContracts } from './poster-contracts.ts'
import { privacyContracts } from './privacy.ts'
import { profileContracts } from './profile.ts'
import { promotionContracts } from './promotion-contracts.ts'
import { redemptionContracts } from './redemptions.ts'
import { exportContracts, reportContracts } from './report-contracts.ts'
import type { RouteName } from './routes.ts'
import { sessionContracts } from './sessions.ts'
import { staffContracts } from './staff.ts'
import { storeContracts } from './store-contracts.ts'
import { streakContracts } from './streak-contracts.ts'
import { systemContracts } from './system.ts'
import { touchpointContracts } from './touchpoint-contracts.ts'
import { traceContracts } from './traces.ts'
import { voucherContracts } from './vouchers.ts'

/** Every operation's contract; a route without one, or one without a route, does not compile. */
export const api = {
  ...systemContracts,
  ...memberContracts,
  ...profileContracts,
  ...privacyContracts,
  ...sessionContracts,
  ...staffContracts,
  ...merchantContracts,
  ...storeContracts,
  ...nearbyContracts,
  ...importContracts,
  ...pictureContracts,
  ...promotionContracts,
  ...reportContracts,
  ...exportContracts,
  ...launchContracts,
  ...offerDeskContracts,
  ...touchpointContracts,
  ...posterContracts,
  ...traceContracts,
  ...dealContracts,
  ...couponContracts,
  ...redemptionContracts,
  ...deviceContracts,
  ...checkInContracts,
  ...streakContracts,
  ...exceptionContracts,
  ...giftContracts,
  ...voucherContracts,
  ...messageContracts,
  ...orderContracts,
  ...paymentContracts,
  ...refundContracts,
} satisfies { [name in RouteName]: Contract }

export type Api = typeof api
/** What a caller sends: before defaults and coercion. */
export type CallOf<Name extends RouteName> = z.input<Api[Name]['input']>
export type OutputOf<Name extends RouteName> = z.infer<Api[Name]['output']>
