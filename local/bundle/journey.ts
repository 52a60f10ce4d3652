import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { makeSecrets } from '../../functions/kernel/secrets.ts'
import { staffKey } from '../../functions/kernel/staff.ts'
import { openDynamo } from '../../functions/kernel/table/dynamodb.ts'
import { createTable } from '../../functions/kernel/table/dynamodb-create.ts'
import { storeItem } from '../../functions/stores/items.ts'
import { type RouteName, routes } from '../../shared/routes.ts'
import { templates } from '../data/templates.ts'
import { dynamoFeed, streamOf } from '../feed/dynamodb.ts'
import { type Cloud, startCloud } from './cloud.ts'
import { takeBill } from './journey-bills.ts'
import { checkInOnce } from './journey-checkins.ts'
import { hardCases, useOffline } from './journey-counter.ts'
import { travelDeals } from './journey-deals.ts'
import { addRush, claimInRush, mustBeReclaimed } from './journey-flash.ts'
import { travelGifts } from './journey-gifts.ts'
import { importTwice } from './journey-imports.ts'
import { allowAndQueue, mustBeSent } from './journey-messages.ts'
import { startChannels, travelOrders } from './journey-orders.ts'
import { exportAndErase, leaveUnfinished, tellAndTakeBack } from './journey-people.ts'
import { shelveAndServe } from './journey-pictures.ts'
import { approve, editPromotion, leaveExpired } from './journey-promotions.ts'
import { admitMerchant, travelAsStaff } from './journey-staff.ts'
import { closeForGood, findNearby, travelStores } from './journey-stores.ts'
import { beginStreak, leaveReward, mustBeGranted, mustHaveEarned } from './journey-streaks.ts'
import { mustBeTraced, travelTouchpoints } from './journey-touchpoints.ts'
import { useVoucher } from './journey-vouchers.ts'
import { type Lambda, startLambda } from './lambda.ts'
import { type Packaged, unpack } from './packaged.ts'
import { allowedTo } from './roles.ts'

/** Which function serves a route, and what was answered. */
export interface Travelled {
  statuses: { [name in RouteName]?: number }
  cloud: Cloud
  /** A path that fits no route. */
  elsewhere: number
}

const tableName = 'footfall-packaged'
const parameter = '/footfall/dev/secrets'
const merchant = { merchantId: 'mer_packaged', merchantName: 'Harbour Tea' }

/** One guest and one coupon, through every route, each answered by the zip of its function under the role of its function. */
export async function travel(packaged: Packaged, dynamoDb: string, ownerOf: (route: string) => string): Promise<Travelled> {
  const credentials = { accessKeyId: 'seed', secretAccessKey: 'none' }
  const local = { endpoint: dynamoDb, region: 'eu-west-1', credentials }
  const client = new DynamoDBClient(local)
  await createTable(client, tableName)
  const table = openDynamo({ tableName, client })
  const roles = new Map(packaged.functions.map((name) => [name, allowedTo(packaged.template, name)]))
  const made = makeSecrets()
  const channels = await startChannels(made.wechat)
  const value = JSON.stringify({ ...made, ...channels.secrets, templates })
  const cloud = await startCloud({ dynamoDb, roles, parameter: { name: parameter, value } })
  const lambdas = new Map<string, Lambda>()
  const env = {
    FOOTFALL_TABLE_NAME: tableName,
    FOOTFALL_SECRETS: parameter,
    FOOTFALL_PICTURES: 'pictures-bucket',
    FOOTFALL_WECHAT_API: cloud.endpoint,
    ...channels.env,
    AWS_ENDPOINT_URL: cloud.endpoint,
  }
  for (const name of packaged.functions)
    lambdas.set(name, await startLambda(unpack(packaged, name), { ...env, AWS_ACCESS_KEY_ID: name }))
  channels.answeredBy(lambdas.get('payments') as Lambda)
  const statuses: { [name in RouteName]?: number } = {}
  const call = async (name: RouteName, request: Parameters<Lambda['call']>[1] = {}) => {
    const { status, body } = await (lambdas.get(ownerOf(routes[name])) as Lambda).call(routes[name], request)
    statuses[name] = status
    if (status >= 300) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}; refused: ${cloud.refused}`)
    return body
  }
  try {
    const elsewhere = (await (lambdas.get('system') as Lambda).call('$default')).status

    const guest = await call('login', { body: { code: 'guest' } })
    const boss = await call('login', { body: { code: 'boss' } })
    const colleague = await call('login', { body: { code: 'colleague' } })
    const [token, staffToken] = [String(guest.token), String(boss.token)]
    const storeId = 'str_packaged'
    const store = {
      storeId,
      ...merchant,
      name: 'Pier',
      address: '1 Pier',
      city: 'Xiamen',
      lat: 24.45,
      lng: 118.08,
      zone: 'Asia/Shanghai',
    }
    const staffOf = (memberId: string, listAt: string, ...roleNames: string[]) => ({
      put: {
        ...staffKey(memberId),
        ...{ memberId, ...merchant, name: listAt, state: 'active', list: `STAFF#${merchant.merchantId}`, listAt },
        roles: roleNames.map((role) => ({ role, storeIds: [storeId] })),
      },
      when: 'always' as const,
    })
    await table.commit(
      { put: storeItem(store), when: 'always' },
      staffOf(String(boss.memberId), 'Lin', 'marketer', 'clerk', 'manager'),
      staffOf(String(colleague.memberId), 'Bo', 'manager'),
    )
    // An open route still verifies a token that comes along.
    await call('getHealth', { token })
    await call('getOpenApi')
    await call('getMe', { token })
    await tellAndTakeBack(call, token)
    await call('listStaff', { token: staffToken })
    await call('listStores', { token: staffToken })
    const second = await travelStores(call, staffToken, storeId)

    const from = new Date(Date.now() - 60_000).toISOString()
    const to = new Date(Date.now() + 86_400_000).toISOString()
    const { promotionId } = (await call('createPromotion', {
      token: staffToken,
      key: randomUUID(),
      body: { name: 'Autumn', from, to, budgetFen: 50_000 },
    })) as {
      promotionId: string
    }
    const benefit = { kind: 'amount', offFen: 500, minSpendFen: 1000 }
    const form = { title: 'Five off', total: 10, perMember: 1, benefit, validity: { kind: 'days', days: 7 } }
    const { batchId } = (await call('createBatch', { token: staffToken, path: { promotionId }, body: form })) as {
      batchId: string
    }
    const rushId = await addRush(call, staffToken, promotionId, form)
    await call('launchPromotion', { token: staffToken, path: { promotionId } })
    await call('pausePromotion', { token: staffToken, path: { promotionId }, body: { reason: 'the milk is late' } })
    for (const name of ['resumePromotion', 'getPromotion'] as const)
      await call(name, { token: staffToken, path: { promotionId } })
    await call('listPromotions', { token: staffToken })

    await beginStreak(call, staffToken, promotionId)
    await checkInOnce(call, { token, memberId: String(guest.memberId) }, staffToken, storeId)
    const picture = await shelveAndServe(call, staffToken)
    await travelDeals(call, table, staffToken, promotionId, picture)
    await editPromotion(call, staffToken, promotionId, batchId)
    await approve(call, String(colleague.token))

    await call('listOffers')
    await call('getBatch', { token, path: { batchId } })
    const trace = await travelTouchpoints(call, token, staffToken, promotionId, batchId)
    const { couponId } = (await call('claimCoupon', { token, path: { batchId }, body: { trace } })) as { couponId: string }
    await claimInRush(call, table, token, rushId)
    await call('listMyCoupons', { token })
    await call('getCoupon', { token, path: { couponId } })
    const { code, typedCode } = await call('showCode', { token, body: { couponId } })

    const bill = { totalFen: 2000 }
    await call('previewRedemption', { token: staffToken, body: { typedCode, storeId, bill } })
    const { redemptionId } = (await call('redeem', { token: staffToken, body: { code, storeId, bill } })) as {
      redemptionId: string
    }
    await feedAll(lambdas.get('events') as Lambda, new DynamoDBStreamsClient(local))
    await mustBeTraced(call, staffToken, redemptionId)
    const streakId = await mustHaveEarned(call, token, staffToken, promotionId)
    await call('undoRedemption', { token: staffToken, path: { redemptionId }, body: { reason: 'a mistake' } })
    await feedAll(lambdas.get('events') as Lambda, new DynamoDBStreamsClient(local))
    const day = (await call('listRedemptions', { token: staffToken, path: { storeId } })) as { items: { state: string }[] }
    if (day.items[0]?.state !== 'undone') throw new Error(`the feed derived ${JSON.stringify(day)}`)
    const other = await call('login', { body: { code: 'other' } })
    await table.commit(staffOf(String(other.memberId), 'Mei', 'operator'))
    const feed = () => feedAll(lambdas.get('events') as Lambda, new DynamoDBStreamsClient(local))
    await findNearby(call, token, storeId)
    await hardCases(call, feed, { boss: staffToken, other: String(other.token) }, couponId, storeId)
    await useOffline(call, feed, { guest: token, boss: staffToken, other: String(other.token) }, couponId, storeId)
    await useVoucher(call, table, feed, merchant, staffToken, storeId)
    const operator = String(other.token)
    await admitMerchant(call as Parameters<typeof admitMerchant>[0], operator, staffToken)
    await feed()
    const buyer = {
      token: operator,
      friends: [token, staffToken] as [string, string],
      operator,
      merchantId: merchant.merchantId,
    }
    await travelOrders(table, call, feed, lambdas.get('jobs') as Lambda, channels.sandbox, buyer)
    await takeBill(table, lambdas.get('bills') as Lambda)
    await travelGifts(call, table, couponId, token, staffToken)
    const holder = String((await call('login', { body: { code: 'holder' } })).token)
    await call('claimCoupon', { token: holder, path: { batchId } })
    await call('stopBatch', { token: staffToken, path: { batchId } })
    const again = await call('login', { body: { code: 'boss' } })
    await travelAsStaff(call as Parameters<typeof travelAsStaff>[0], table, { storeId, staffToken: String(again.token) })
    await closeForGood(call, staffToken, promotionId, second)
    // The index of places lets go of it.
    await feed()
    // Held, and one of its stores is closed: another one is looked for.
    await call('exportMe', { token: holder })
    await exportAndErase(call, token)
    await leaveUnfinished(table, String(guest.memberId))
    await importTwice(table, call, staffToken, merchant.merchantId, lambdas.get('jobs') as Lambda)
    await leaveExpired(table, promotionId)
    await leaveReward(table, { merchantId: merchant.merchantId, promotionId, streakId }, String(boss.memberId))
    await allowAndQueue(call, table, staffToken, String(boss.memberId))
    await (lambdas.get('jobs') as Lambda).invoke({})
    await mustBeSent(table, String(boss.memberId))
    await mustBeGranted(table, String(boss.memberId), streakId)
    await mustBeReclaimed(table, rushId, 9)
    return { statuses, cloud, elsewhere }
  } finally {
    for (const lambda of lambdas.values()) lambda.stop()
    cloud.stop()
    channels.stop()
    table.close()
  }
}

/** Hands the whole change feed to `events`, as the event source does; records that were handed over before come again. */
async function feedAll(events: Lambda, client: DynamoDBStreamsClient) {
  const feed = dynamoFeed(client, await streamOf(client, tableName), undefined)
  for (let records = await feed.read(25); records.length > 0; records = await feed.read(25)) {
    const { batchItemFailures } = (await events.invoke({ Records: records })) as { batchItemFailures: unknown[] }
    if (batchItemFailures.length > 0) throw new Error(`events failed on ${JSON.stringify(batchItemFailures)}`)
    await feed.done(records.at(-1) as (typeof records)[number])
  }
}
