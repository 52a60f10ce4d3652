import type { SaidReason, VisitReason } from '../../shared/checkins.ts'
import type { Language } from '../../shared/problems.ts'
import { pointsOf } from './rules.ts'

const sentences: { readonly [reason in VisitReason]: readonly [zh: string, en: string] } = {
  'qr.live': ['扫了店里屏幕上的码', 'The code on the screen in the store was scanned'],
  'qr.foreign': ['这不是门店的签到码', 'This is not the code of a store'],
  'qr.expired': ['这个码已过期，请扫店里屏幕上的新码', 'This code is over: scan the one on the screen in the store now'],
  'qr.wrong_store': ['这是另一家门店的码', 'This is the code of another store'],
  'code.wrong': ['数字码不对', 'These digits are not right'],
  'code.expired': ['数字码已过期，请看店里屏幕上的新码', 'These digits are over: look at the screen in the store again'],
  'code.typed': ['输入了店里的数字码', 'The digits shown in the store were typed'],
  'sign.printed': ['扫的是印刷的码，它不会变', 'A printed code was scanned, which never changes'],
  'proof.place_only': ['没有扫码，只有位置', 'No code was scanned: there is only the place'],
  'place.near': ['手机就在店里或附近', 'The phone is at the store'],
  'place.vague': ['手机说不准自己在哪里', 'The phone is not sure where it is'],
  'place.unsure': ['手机可能不在店里', 'The phone may not be at the store'],
  'place.outside': ['手机不在店附近', 'The phone is not near the store'],
  'place.far': ['手机离店太远', 'The phone is far from the store'],
  'place.mocked': ['位置是模拟的', 'The place was made up'],
  'travel.fast': ['刚刚还在很远的另一家店', 'A moment ago it was a store far away'],
  'travel.impossible': ['从上一次到店的地方，不可能这么快到这里', 'Nobody gets here so soon from where the visit before was'],
  'phone.shared': ['这部手机上有好几个账号签到', 'Several accounts check in on this phone'],
  'late.signed': ['当时没有网络，事后补传', 'There was no network then: it came in later'],
  'late.time_unproven': ['没有店里的码证明是什么时候', 'No code of the store proves the time'],
  'late.too_late': ['没有网络时的签到须在 24 小时内补传', 'A check-in without network has to come in within 24 hours'],
  'late.unknown_phone': ['这部手机还没有登记，不能补传', 'This phone is not registered, so it cannot send this later'],
  'late.signature_wrong': ['这份补传不是这部手机签的', 'This was not signed by this phone'],
  'sign.not_taken': ['这家商户不接受印刷的码', 'This merchant takes no printed code'],
  'visit.erased': [
    '今天在这家店的到店已随注销删除，明天再来',
    'Today’s visit here was erased with your account: come back tomorrow',
  ],
  'score.too_low': ['证明加起来不够', 'The proofs together are not enough'],
}

export function saidReasons(reasons: VisitReason[], language: Language): SaidReason[] {
  const nth = language === 'zh' ? 0 : 1
  return reasons.map((code) => ({ code, words: sentences[code][nth], points: pointsOf[code] }))
}
