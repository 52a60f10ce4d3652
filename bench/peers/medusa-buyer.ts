import { type Reply, send } from './http.ts'
import { Refused } from './outcome.ts'

/** What a storefront of the filled shop knows, and the key of its staff. */
export interface MedusaShop {
  publishableKey: string
  secretKey: string
  regionId: string
  variantId: string
  shippingOptionId: string
}

/** One guest in Medusa's Store API. Who, where and what are said with the cart: fewer requests than a storefront's pages make. */
export class MedusaBuyer {
  readonly #base: string
  readonly #shop: MedusaShop
  #cartId = ''

  constructor(base: string, shop: MedusaShop) {
    this.#base = base
    this.#shop = shop
  }

  async fill(email: string): Promise<void> {
    const where = {
      first_name: 'Guest',
      last_name: 'Bench',
      address_1: 'Nanjing Road 1',
      city: 'Shanghai',
      postal_code: '200000',
      country_code: 'cn',
    }
    const { regionId, variantId } = this.#shop
    const items = [{ variant_id: variantId, quantity: 1 }]
    const { cart } = await this.#post('/store/carts?fields=id', { region_id: regionId, email, items, shipping_address: where })
    this.#cartId = cart.id
  }

  /** From here on the discount has to be in every price that is told, or the buyer leaves. */
  async apply(code: string): Promise<void> {
    const { cart } = await this.#post(`/store/carts/${this.#cartId}/promotions?fields=id,discount_total`, {
      promo_codes: [code],
    })
    if (!(cart.discount_total > 0)) throw new Refused('COUPON_NOT_IN_CART_UNSAID')
  }

  async checkout(): Promise<void> {
    const option = { option_id: this.#shop.shippingOptionId }
    const { cart } = await this.#post(`/store/carts/${this.#cartId}/shipping-methods?fields=id,discount_total`, option)
    if (!(cart.discount_total > 0)) throw new Refused('COUPON_GONE_UNSAID_AT_SHIPPING')
    const { payment_collection: payment } = await this.#post('/store/payment-collections', { cart_id: this.#cartId })
    await this.#post(`/store/payment-collections/${payment.id}/payment-sessions`, { provider_id: 'pp_settling_bench' })
  }

  /** The order, paid: the provider says captured when it authorises. */
  async pay(): Promise<void> {
    const done = await this.#post(`/store/carts/${this.#cartId}/complete?fields=id,discount_total`, {})
    if (done.type !== 'order')
      throw new Refused(`${done.error?.type ?? 'NO_ORDER'}: ${String(done.error?.message).slice(0, 60)}`)
    if (!(done.order.discount_total > 0)) throw new Refused('COUPON_GONE_UNSAID_IN_ORDER')
  }

  async #post(path: string, input: object): Promise<Reply['body']> {
    const { status, body } = await send(
      'POST',
      this.#base + path,
      { 'x-publishable-api-key': this.#shop.publishableKey },
      input,
    )
    if (status === 200) return body
    throw new Refused(
      `${status} ${body?.type}: ${String(body?.message)
        .replaceAll(/\b\w+_01\w{24}\b/g, '…')
        .slice(0, 80)}`,
      status >= 500,
    )
  }
}
