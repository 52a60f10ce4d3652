import { memberContracts } from '../../shared/members.ts'
import { profileContracts } from '../../shared/profile.ts'
import { environment } from '../kernel/environment.ts'
import { Pace } from '../kernel/pace.ts'
import { secrets } from '../kernel/secrets.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as members from './members.ts'
import { openidOf } from './wechat.ts'

const logins = new Pace(() => environment.perAddress)

export const handler = serve(
  table,
  { ...memberContracts, ...profileContracts },
  {
    login: async ({ input, now, from }) => {
      logins.step(from, now)
      const { wechat } = await secrets()
      const channel = input.channel ?? 'weapp'
      const openid = await openidOf(input.code, channel, { ...wechat, api: environment.wechatApi })
      const memberId = await members.memberBehind(table, wechat.appid, openid, now)
      return members.openSessionFor(table, memberId, now, { channel, device: input.device })
    },
    getMe: ({ memberId, sessionId, language, now }) => members.getMe(table, { memberId, sessionId }, language, now),
    updateMe: async ({ memberId, sessionId, input, language, now }) => {
      // Staff get to see the name; the phone number is digits.
      await members.mustPassCheck(table, memberId, { nickname: input.nickname }, 'profile', now)
      return members.updateMe(table, { memberId, sessionId }, input, language, now)
    },
    listConsents: ({ memberId, input }) => members.listConsents(table, memberId, input),
    setConsent: ({ memberId, input, now }) => members.setConsent(table, memberId, input, now),
  },
)
