import { costs } from '../local/testing/costs.ts'
import { type FrontDoor, frontDoor } from '../local/testing/front-door.ts'
import { type JourneyName, takenJourneys } from '../local/testing/journeys.ts'

let door: FrontDoor
let take: Awaited<ReturnType<typeof takenJourneys>>
beforeAll(async () => {
  door = await frontDoor()
  take = await takenJourneys(door)
})
afterAll(() => door.close())

const sentences: [JourneyName, string][] = [
  ['coupon', 'a coupon from the claim to the counter'],
  ['paid', 'an order from the tap to its voucher used up'],
  ['checkIn', 'a visit by the code on the tablet'],
  ['card', 'the opening of a friend’s card'],
  ['refused', 'a claim when all is gone'],
]

it.each(sentences)(
  '%s: %s costs, step by step, the feed’s work included, what the price of it is reckoned from',
  async (name) => {
    const steps = await take(name)
    expect(Object.fromEntries(steps.map((step) => [step.name, step.cost]))).toEqual(costs[name])
    expect(Object.fromEntries((await take(name)).map((step) => [step.name, step.cost]))).toEqual(costs[name])
  },
)
