const { ContainerRegistrationKeys, Modules, ProductStatus } = require('@medusajs/framework/utils')
const flows = require('@medusajs/medusa/core-flows')
const { writeFileSync } = require('node:fs')

/** A shop with one dish, always there, and one coupon, by Medusa's own workflows; what a buyer has to know goes into the file PEER_SEEDED. */
exports.default = async function seed({ container }) {
  const run = async (workflow, input) => (await workflow(container).run({ input })).result
  const link = container.resolve(ContainerRegistrationKeys.LINK)

  const [channel] = await run(flows.createSalesChannelsWorkflow, { salesChannelsData: [{ name: 'Bench' }] })
  const [region] = await run(flows.createRegionsWorkflow, {
    regions: [{ name: 'China', currency_code: 'cny', countries: ['cn'], payment_providers: ['pp_settling_bench'] }],
  })
  const [place] = await run(flows.createStockLocationsWorkflow, {
    locations: [{ name: 'Bench', address: { city: 'Shanghai', country_code: 'CN', address_1: 'Nanjing Road 1' } }],
  })
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: place.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' },
  })
  const [profile] = await run(flows.createShippingProfilesWorkflow, { data: [{ name: 'Default', type: 'default' }] })
  const fulfilment = container.resolve(Modules.FULFILLMENT)
  const set = await fulfilment.createFulfillmentSets({
    name: 'Bench',
    type: 'shipping',
    service_zones: [{ name: 'China', geo_zones: [{ country_code: 'cn', type: 'country' }] }],
  })
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: place.id },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  })
  const [shipping] = await run(flows.createShippingOptionsWorkflow, [
    {
      ...{ name: 'Pick up', price_type: 'flat', provider_id: 'manual_manual', service_zone_id: set.service_zones[0].id },
      ...{ shipping_profile_id: profile.id, type: { label: 'Pick up', description: '', code: 'pick-up' } },
      prices: [{ currency_code: 'cny', amount: 0 }],
      rules: [
        { attribute: 'enabled_in_store', value: 'true', operator: 'eq' },
        { attribute: 'is_return', value: 'false', operator: 'eq' },
      ],
    },
  ])
  await run(flows.linkSalesChannelsToStockLocationWorkflow, { id: place.id, add: [channel.id] })
  const [product] = await run(flows.createProductsWorkflow, {
    products: [
      {
        ...{ title: 'Hot pot for two', status: ProductStatus.PUBLISHED, shipping_profile_id: profile.id },
        options: [{ title: 'Size', values: ['Two'] }],
        // Tracked stock is one lock for all who buy the dish, given up after half a minute's wait: the coupon is what is contended here.
        variants: [
          {
            title: 'Two',
            sku: 'HOTPOT',
            manage_inventory: false,
            options: { Size: 'Two' },
            prices: [{ amount: 45.5, currency_code: 'cny' }],
          },
        ],
        sales_channels: [{ id: channel.id }],
      },
    ],
  })
  const [open, secret] = await run(flows.createApiKeysWorkflow, {
    api_keys: [
      { title: 'Storefront', type: 'publishable', created_by: '' },
      { title: 'Bench', type: 'secret', created_by: '' },
    ],
  })
  await run(flows.linkSalesChannelsToApiKeyWorkflow, { id: open.id, add: [channel.id] })
  const shop = {
    ...{ publishableKey: open.token, secretKey: secret.token, regionId: region.id },
    ...{ variantId: product.variants[0].id, shippingOptionId: shipping.id },
  }
  writeFileSync(process.env.PEER_SEEDED, JSON.stringify(shop))
}
