import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { paymentContracts, refundContracts } from '../../shared/orders.ts'
import { callbacks } from '../../shared/routes.ts'
import { clock } from '../kernel/clock.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { answerCallback } from './callbacks.ts'
import * as payments from './payments.ts'

const served = serve(
  table,
  { ...paymentContracts, ...refundContracts },
  {
    payOrder: ({ memberId, input, now }) => payments.payOrder(table, memberId, input, now),
    cancelOrder: ({ memberId, input, now }) => payments.cancelOrder(table, memberId, input.orderId, now),
    quoteRefund: ({ memberId, input, now }) => payments.quoteRefund(table, memberId, input, now),
    requestRefund: ({ memberId, input, key, now }) => payments.requestRefund(table, memberId, input, key, now),
  },
)

/** Channels call back without a token and are answered by status alone: they never meet what people's calls go through. */
export async function handler(event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> {
  if (event.routeKey === callbacks.wechatPay) return answerCallback(table, 'wechat-pay', event, clock.now())
  if (event.routeKey === callbacks.alipay) return answerCallback(table, 'alipay', event, clock.now())
  return served(event, context)
}
