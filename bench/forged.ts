import { forgery } from '../local/testing/forging.ts'
import { frontDoor } from '../local/testing/front-door.ts'
import { newPaying } from '../local/testing/paying.ts'

const forged = 1000

/** How many forged callbacks a second one process refuses, with a genuine one among every fifty; making them is not part of it. */
export async function refusedASecond(rounds: number): Promise<number[]> {
  const door = await frontDoor()
  const at = newPaying(door)
  const perSecond = []
  for (let round = 0; round < rounds; round++) {
    const victim = await at.ordered()
    const genuine: string[] = []
    for (let nth = 0; nth < forged / 50; nth++) genuine.push((await at.ordered()).outTradeNo)
    const all = Array.from({ length: forged }, (_, nth) =>
      nth % 50 === 0 ? forgery(door, genuine[nth / 50] ?? '', nth, true) : forgery(door, victim.outTradeNo, nth),
    )
    const from = performance.now()
    const answers = await Promise.all(all.map(({ headers, body }) => door.send('POST', '/callbacks/wechat-pay', headers, body)))
    perSecond.push((forged * 1000) / (performance.now() - from))
    const taken = answers.filter(({ status }) => status === 204).length
    if (taken !== genuine.length) throw new Error(`${taken} of ${genuine.length} genuine callbacks got through`)
  }
  await door.close()
  return perSecond
}
