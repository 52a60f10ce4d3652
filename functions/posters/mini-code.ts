import * as z from 'zod'
import { Problem } from '../../shared/problem.ts'
import { scanPage } from '../../shared/target-paths.ts'
import { environment } from '../kernel/environment.ts'
import { log } from '../kernel/log.ts'
import { secrets } from '../kernel/secrets.ts'
import { askWeChatForPicture, type Picture } from '../kernel/wechat-server.ts'

const Verdict = z.looseObject({ errcode: z.int() })
/** Its own busy; too many a minute; too many for today; asked too often. */
const later = [-1, 45009, 45011, 44990]
/** Points: 270 an inch on an A3, where it is largest, and half as many to send as the most that WeChat draws. */
const width = 860

/**
 * The mini-program code of a scene: POST /wxa/getwxacodeunlimit. WeChat looks whether the page is published (check_path), because a
 * code that opens nothing is worse on a wall than none. Refuses with channel.busy where asking again helps, else with
 * poster.no_mini_code and WeChat's number.
 */
export async function miniCode(scene: string, now: Date): Promise<Picture> {
  const { wechat } = await secrets()
  const app = { ...wechat, api: environment.wechatApi }
  const asked = { scene, page: scanPage, check_path: true, env_version: 'release', width }
  const answer = await askWeChatForPicture(app, '/wxa/getwxacodeunlimit', asked, now)
  if ('picture' in answer) return answer.picture
  const errcode = Verdict.safeParse(answer.verdict).data?.errcode ?? -1
  log.write({ level: 'error', what: 'mini-code', errcode })
  if (later.includes(errcode)) throw new Problem('channel.busy')
  throw new Problem('poster.no_mini_code', { details: { errcode } })
}
