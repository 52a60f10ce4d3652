import type { Contract } from '../../shared/contract.ts'
import type { RouteName } from '../../shared/routes.ts'
import { plainDeal } from './dealing.ts'
import { valid } from './malice-valid.ts'
import type { Owned } from './owned.ts'

/**
 * Operations x roles x owners, made of the contracts: which operations take the id of something, and every way to put somebody else's there.
 * functions/kernel/owners.test.ts calls them; local/prove/covered.test.ts says which of a new operation would be left out.
 */
export const callers = ['guest', 'member', 'clerk', 'manager', 'marketer', 'operator'] as const
/** What everybody may read by its id: a shop, a coupon offer, a deal, a group, a gift, what a store rewards; what everybody may claim, take or buy;
 * and a phone, which has no name but chance. */
export const everybodys: RouteName[] = [
  'getStore',
  'getBatch',
  'claimCoupon',
  'getDeal',
  'listOpenGroups',
  'getGroup',
  'getGift',
  'takeGift',
  'placeOrder',
  'checkIn',
  'listMyStreaks',
  'registerPhone',
]
/** A field of the input that names a thing of somebody, or proves the right to it. */
export const namesThing = (field: string) => /^id$|Id$|Ids$|^code$|^typedCode$|Token$/.test(field)

/** Operators deal with the exceptions of every merchant, and invite somebody to where nobody is left who could. */
export const operatorsOwn: RouteName[] = ['resolveException', 'inviteMarketer']

/** Every way to put somebody else's id into the operation: one at a time, the rest as its contract asks. */
export function attempts(contract: Contract, owned: Owned): { [field: string]: unknown }[] {
  const fields = Object.keys(contract.input.shape)
  const base = Object.fromEntries(fields.filter((field) => field in valid).map((field) => [field, valid[field]]))
  // Named by its number it is not named by its holder too.
  if (fields.includes('orderId')) delete base.name
  // A touchpoint has kinds of its own; everybody on the staff may make this one.
  if (fields.includes('target')) base.kind = 'clerk'
  // A poster has formats and sizes of its own.
  if (fields.includes('preview')) Object.assign(base, { format: 'png', size: 'sticker' })
  const inPath = fields.filter((field) => namesThing(field) && field !== 'code' && field !== 'typedCode')
  const ids = Object.fromEntries(inPath.map((field) => [field, field.endsWith('Ids') ? [owned[field]] : owned[field]]))
  // Of the two that one is asked for, each by itself.
  const either = ['couponId', 'voucherId'].filter((field) => fields.includes(field))
  if (either.length === 2 && !fields.includes('orderId'))
    return either.map((field) => ({ ...base, ...without(ids, either), [field]: owned[field] }))
  // Terms are those of a batch or of a deal.
  if (fields.includes('dealForm')) {
    const { form: _form, ...rest } = base
    return [
      { ...base, ...without(ids, ['dealId']) },
      { ...rest, ...without(ids, ['batchId']), dealForm: { ...plainDeal, title: '与我无关' } },
    ]
  }
  // The counter finds a coupon by its own number too.
  if (fields.includes('orderId') && fields.includes('storeId')) ids.orderId = owned.couponId
  // Terms that wait for approval are a coupon's or a deal's.
  if (fields.includes('dealForm'))
    return [
      { ...base, ...without(ids, ['dealId']) },
      { ...without(base, ['form']), ...without(ids, ['batchId']), dealForm: plainDeal },
    ]
  const codes = (['code', 'typedCode'] as const).filter((field) => fields.includes(field))
  const nested = [
    ...(fields.includes('stores') ? [{ ...base, ...ids, stores: { storeIds: [owned.storeId] } }] : []),
    ...(fields.includes('stores') ? [{ ...base, ...ids, stores: { storeSetId: owned.storeSetId } }] : []),
    ...(fields.includes('voucher') ? [{ ...base, ...ids, voucher: { ...plainDeal.voucher, storeIds: [owned.storeId] } }] : []),
    ...(fields.includes('scope') ? [{ ...base, ...ids, scope: { storeIds: [owned.storeId] } }] : []),
    ...(fields.includes('scope') ? [{ ...base, ...ids, scope: { storeSetId: owned.storeSetId } }] : []),
  ]
  if (codes.length > 0) return codes.map((field) => ({ ...base, ...ids, [field]: owned[field] }))
  return inPath.length > 0 ? [{ ...base, ...ids }, ...nested] : nested
}

const without = (ids: { [field: string]: unknown }, fields: string[]) =>
  Object.fromEntries(Object.entries(ids).filter(([field]) => !fields.includes(field)))

/** Whether an operation takes the id of a thing, or a code that proves the right to one. A code of WeChat's is nobody's yet. */
export const takesId = (name: string, contract: Contract) =>
  name !== 'login' && /"id"|Ids?"|ode"|Token"|stores"|scope"/.test(JSON.stringify(Object.keys(contract.input.shape)))
