import * as z from 'zod'
import { Problem } from '../../shared/problem.ts'

const Answer = z.looseObject({ openid: z.string().min(1).optional(), errcode: z.number().optional() })
const patienceMs = 3000

/**
 * Exchanges a login code for an openid. Mini-program: GET /sns/jscode2session (code: once, 5 minutes; 40029 invalid, 40163 used,
 * 45011 more than 100 a minute per user, 40226 high-risk user, -1 busy). Web: GET /sns/oauth2/access_token with the same errors.
 * The answer's session_key never leaves this function. Source: WeChat's documentation of auth.code2Session.
 */
export async function openidOf(
  code: string,
  channel: 'weapp' | 'web',
  wechat: { appid: string; secret: string; api: string },
): Promise<string> {
  const [path, name] = channel === 'weapp' ? ['/sns/jscode2session', 'js_code'] : ['/sns/oauth2/access_token', 'code']
  const query = new URLSearchParams({
    appid: wechat.appid,
    secret: wechat.secret,
    [name as string]: code,
    grant_type: 'authorization_code',
  })
  const answer = await ask(`${wechat.api}${path}?${query}`)
  if (answer.openid !== undefined) return answer.openid
  switch (answer.errcode) {
    case 40029:
    case 40163:
      throw new Problem('login.code_invalid', { field: 'code' })
    case 40226:
      throw new Problem('login.refused')
    case -1:
    case 45011:
      throw new Problem('login.busy')
    default:
      throw new Error(`code2session answered errcode ${answer.errcode}`)
  }
}

async function ask(url: string): Promise<z.infer<typeof Answer>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
    if (!response.ok) throw new Problem('login.busy')
    return Answer.parse(JSON.parse(await response.text()))
  } catch (error) {
    if (error instanceof Problem) throw error
    // No answer, or none that can be read: the code may or may not be used up, and asking again tells.
    throw new Problem('login.busy')
  }
}
