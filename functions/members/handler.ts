import { memberContracts } from '../../shared/members.ts'
import { environment } from '../kernel/environment.ts'
import { secrets } from '../kernel/secrets.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as members from './members.ts'
import { openidOf } from './wechat.ts'

export const handler = serve(table, memberContracts, {
  login: async ({ input, now }) => {
    const { wechat } = await secrets()
    const channel = input.channel ?? 'weapp'
    const openid = await openidOf(input.code, channel, { ...wechat, api: environment.wechatApi })
    const memberId = await members.memberBehind(table, wechat.appid, openid, now)
    return members.openSessionFor(table, memberId, now, { channel, device: input.device })
  },
  getMe: ({ memberId, sessionId, language, now }) => members.getMe(table, { memberId, sessionId }, language, now),
})
