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
    for (const time of ['once', 'again']) {
      // Nothing known is about to be forgotten: no step of this journey looks anything up for the next one.
      door.clock.offsetMs += 31_000
      const steps = await take(name)
      expect({ time, ...Object.fromEntries(steps.map((step) => [step.name, step.cost])) }).toEqual({ time, ...costs[name] })
    }
  },
)
