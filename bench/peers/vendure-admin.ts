import { type Answer, ask } from './graphql.ts'

/** Vendure's Admin API, as far as filling a shop and counting its orders need it. */
export interface Admin {
  /** The id of its variant. */
  product(stock: number): Promise<string>
  /** A tenth off for whoever gives the code; null is no limit. */
  coupon(code: string, usageLimit: number | null): Promise<void>
  /** Orders of customers of this last name that are paid and hold the coupon's discount. */
  soldTo(lastName: string, code: string): Promise<number>
}

export async function adminOf(base: string, password: string): Promise<Admin> {
  const url = `${base}/admin-api`
  const login = `mutation($password: String!) { login(username: "bench", password: $password) { __typename } }`
  const { token } = await ask(url, login, { password })
  const call = async (query: string, variables: object) => sound(await ask(url, query, variables, token))
  return {
    async product(stock) {
      const translations = [{ languageCode: 'en', name: 'Hot pot for two', slug: 'hot-pot', description: '' }]
      const made = await call(`mutation($input: CreateProductInput!) { createProduct(input: $input) { id } }`, {
        input: { enabled: true, translations },
      })
      const variant = {
        ...{ productId: made.createProduct.id, sku: 'HOTPOT', price: 4550, stockOnHand: stock },
        translations: [{ languageCode: 'en', name: 'Hot pot for two' }],
      }
      const variants = await call(
        `mutation($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id } }`,
        { input: [variant] },
      )
      return variants.createProductVariants[0].id
    },
    async coupon(code, usageLimit) {
      const input = {
        ...{ enabled: true, couponCode: code, usageLimit, conditions: [] },
        actions: [{ code: 'order_percentage_discount', arguments: [{ name: 'discount', value: '10' }] }],
        translations: [{ languageCode: 'en', name: code }],
      }
      const made = await call(
        `mutation($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename ... on Promotion { id } } }`,
        { input },
      )
      if (!made.createPromotion.id) throw new Error(`no promotion was made: ${JSON.stringify(made)}`)
    },
    async soldTo(lastName, code) {
      const options = { filter: { customerLastName: { eq: lastName }, state: { eq: 'PaymentSettled' } }, take: 1000 }
      const { orders } = await call(
        `query($options: OrderListOptions) { orders(options: $options) { items { couponCodes discounts { amount } } } }`,
        { options },
      )
      const has = ({ couponCodes, discounts }: { couponCodes: string[]; discounts: unknown[] }) =>
        couponCodes.includes(code) && discounts.length > 0
      return orders.items.filter(has).length
    },
  }
}

function sound({ status, data, errors }: Answer) {
  if (status !== 200 || errors.length > 0) throw new Error(`the Admin API answered ${status}: ${errors.join('; ')}`)
  return data
}
