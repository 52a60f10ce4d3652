import type { CallOf, OutputOf } from '../../../shared/api.ts'
import type { RouteName } from '../../../shared/routes.ts'
import { type AskOptions, ask } from './ask'
import { ensureSession, signedIn } from './auth'
import { cameBy, cameLast } from './came'
import { forgetSession } from './session'
import { isSessionOver } from './trouble'

/** What anybody may see: an old token must not send a guest who is only looking to the login page. */
const browsing: ReadonlySet<RouteName> = new Set<RouteName>([
  'listOffers',
  'getBatch',
  'getStore',
  'getGift',
  'getDeal',
  'getGroup',
  'listOpenGroups',
  'listNearbyStores',
  'openTouchpoint',
  'recordOpen',
  'getHealth',
  'listMessageTemplates',
  'getInvitation',
  'startDesktopLogin',
  'pollDesktopLogin',
])

/** One operation of the API by its name, logging in first where it has to. Throws Refusal or Lost. */
export async function call<Name extends RouteName>(
  name: Name,
  input: CallOf<Name>,
  options: AskOptions = {},
): Promise<OutputOf<Name>> {
  await signedIn()
  const open = browsing.has(name)
  const { batchId, giftToken } = input as { batchId?: string; giftToken?: string }
  const claim = name === 'claimCoupon' ? batchId : name === 'takeGift' ? giftToken : undefined
  if (!open) await ensureSession({ claim })
  const sent = traced(name, input)
  try {
    return await ask(name, sent, options)
  } catch (error) {
    if (!isSessionOver(error)) throw error
    forgetSession()
    if (!open) await ensureSession({ claim, after: error })
    return await ask(name, sent, options)
  }
}

/** What follows from how somebody came says so. */
function traced<Name extends RouteName>(name: Name, input: CallOf<Name>): CallOf<Name> {
  const by = cameBy(Object.values(input))
  const trace = name === 'checkIn' ? (by ?? cameLast()) : name === 'claimCoupon' || name === 'placeOrder' ? by : undefined
  return trace ? { ...input, trace } : input
}
