import { send } from './http.ts'
import type { MedusaShop } from './medusa-buyer.ts'

/** Medusa's Admin API, as far as coupons and the counting of orders need it. */
export function medusaAdmin(base: string, { secretKey }: MedusaShop) {
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`
  const call = async (method: 'GET' | 'POST', path: string, input?: object) => {
    const { status, body } = await send(method, base + path, { authorization }, input)
    if (status !== 200) throw new Error(`the Admin API answered ${status} to ${path}: ${JSON.stringify(body)?.slice(0, 300)}`)
    return body
  }
  return {
    /** A tenth off for whoever gives the code; null is no limit. */
    async coupon(code: string, limit: number | null): Promise<void> {
      const method = { type: 'percentage', target_type: 'order', value: 10, currency_code: 'cny' }
      const input = { code, limit, type: 'standard', status: 'active', is_automatic: false, application_method: method }
      await call('POST', '/admin/promotions', input)
    },
    /** Orders of guests whose addresses begin so that are paid, with a discount. */
    async soldTo(emailStart: string): Promise<number> {
      let sold = 0
      for (let offset = 0; ; offset += 200) {
        const fields = 'id,email,discount_total,payment_collections.status'
        const { orders, count } = await call(
          'GET',
          `/admin/orders?limit=200&offset=${offset}&order=-created_at&fields=${fields}`,
        )
        const paid = (collections: { status: string }[]) => collections.some(({ status }) => status === 'completed')
        sold += orders.filter(
          (order: { email: string; discount_total: number; payment_collections: { status: string }[] }) =>
            order.email.startsWith(emailStart) && order.discount_total > 0 && paid(order.payment_collections),
        ).length
        if (offset + 200 >= count) return sold
      }
    },
  }
}
