import { type Answer, ask, failed } from './graphql.ts'
import { Refused } from './outcome.ts'

/** One guest in Vendure's Shop API, with the requests that a storefront sends: cart, coupon, who and how, to the counter, payment. */
export class Buyer {
  readonly #url: string
  readonly #email: string
  readonly #lastName: string
  #token: string | undefined
  #code: string | undefined

  constructor(base: string, email: string, lastName: string) {
    this.#url = `${base}/shop-api`
    this.#email = email
    this.#lastName = lastName
  }

  async add(variantId: string): Promise<void> {
    await this.#order(
      `mutation($variantId: ID!) { step: addItemToOrder(productVariantId: $variantId, quantity: 1) { ${order} } }`,
      {
        variantId,
      },
    )
  }

  /** From here on every answer has to carry the coupon, or the buyer leaves: the price is no longer the one that was shown. */
  async apply(code: string): Promise<void> {
    this.#code = code
    await this.#order(`mutation($code: String!) { step: applyCouponCode(couponCode: $code) { ${order} } }`, { code })
  }

  /** Customer, address and shipping in one request, then on to payment. */
  async checkout(methodId: string): Promise<void> {
    const who = { emailAddress: this.#email, firstName: 'Guest', lastName: this.#lastName }
    const where = {
      fullName: 'Guest',
      streetLine1: 'Nanjing Road 1',
      city: 'Shanghai',
      postalCode: '200000',
      countryCode: 'CN',
    }
    const about = `mutation($who: CreateCustomerInput!, $where: CreateAddressInput!, $methodId: ID!) {
      setCustomerForOrder(input: $who) { __typename ... on ErrorResult { errorCode } }
      setOrderShippingAddress(input: $where) { __typename ... on ErrorResult { errorCode } }
      step: setOrderShippingMethod(shippingMethodId: [$methodId]) { ${order} }
    }`
    await this.#order(about, { who, where, methodId })
    await this.#order(`mutation { step: transitionOrderToState(state: "ArrangingPayment") { ${order} } }`, {})
  }

  /** To PaymentSettled. */
  async pay(method: string): Promise<void> {
    const input = { method, metadata: {} }
    const paid = await this.#order(`mutation($input: PaymentInput!) { step: addPaymentToOrder(input: $input) { ${order} } }`, {
      input,
    })
    if (paid.state !== 'PaymentSettled') throw new Refused(`STATE_${paid.state}`)
  }

  async #order(query: string, variables: object): Promise<{ state: string; couponCodes: string[] }> {
    const answer: Answer = await ask(this.#url, query, variables, this.#token)
    this.#token = answer.token ?? this.#token
    if (failed(answer)) throw new Refused(answer.errors[0]?.slice(0, 80) ?? `HTTP_${answer.status}`, true)
    const problem = Object.values(answer.data ?? {}).find((step) => (step as { errorCode?: string } | null)?.errorCode)
    if (problem) throw new Refused((problem as { errorCode: string }).errorCode)
    if (!answer.data?.step) throw new Refused(answer.errors[0] ?? `HTTP_${answer.status}`)
    const { state, couponCodes } = answer.data.step
    if (this.#code && !couponCodes.includes(this.#code)) throw new Refused(`COUPON_GONE_UNSAID_IN_${state}`)
    return answer.data.step
  }
}

const order = '... on Order { state totalWithTax couponCodes } ... on ErrorResult { errorCode }'
