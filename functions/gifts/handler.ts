import { giftContracts } from '../../shared/gifts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as gifts from './gifts.ts'

export const handler = serve(table, giftContracts, {
  giveGift: ({ memberId, input, language, now }) => gifts.giveGift(table, memberId, input, language, now),
  getGift: ({ memberId, input, language, now }) => gifts.getGift(table, memberId, input.giftToken, language, now),
  cancelGift: ({ memberId, input, language, now }) => gifts.cancelGift(table, memberId, input.giftToken, language, now),
  takeGift: ({ memberId, input, language, now }) => gifts.takeGift(table, memberId, input.giftToken, language, now),
})
