import type { Language } from '../../shared/problems.ts'
import type { RewardForm, RewardState, StreakForm } from '../../shared/streaks.ts'
import type { Why } from './items.ts'

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

/** What a round earns. */
export function rewardInWords(reward: RewardForm, rewardTitle: string | undefined, language: Language): string {
  if (reward.kind === 'points') return language === 'zh' ? `${reward.points} 积分` : plural(reward.points, 'point')
  const title = rewardTitle ?? ''
  return language === 'zh' ? `券「${title}」` : `the coupon “${title}”`
}

const units = { day: ['天', 'day'], week: ['周', 'week'], count: ['次', 'visit'] } as const

/** What counts, what may be missed, what it earns. */
export function rulesInWords(form: StreakForm, rewardTitle: string | undefined, language: Language): string {
  const { kind, goal, makeUps, reward } = form
  const [zh, en] = units[kind]
  const earns = rewardInWords(reward, rewardTitle, language)
  if (language === 'zh') {
    const what = { day: `连续 ${goal} 天到店`, week: `连续 ${goal} 周每周到店`, count: `到店 ${goal} 次` }[kind]
    return `${what}${makeUps > 0 ? `（可漏 ${makeUps} ${zh}）` : ''}，得 ${earns}；之后重新开始`
  }
  const what = kind === 'count' ? plural(goal, en) : `a visit on ${plural(goal, en)} in a row`
  return `${what}${makeUps > 0 ? `, of which ${makeUps} may be missed` : ''}: ${earns}; then it begins again`
}

/** Where somebody stands, and what comes next. */
export function standingInWords(
  { kind, reward }: StreakForm,
  rewardTitle: string | undefined,
  { done, left, makeUpsLeft }: { done: number; left: number; makeUpsLeft: number },
  language: Language,
): string {
  const [zh, en] = units[kind]
  const earns = rewardInWords(reward, rewardTitle, language)
  if (language === 'zh') {
    const had = done === 0 ? '' : `已${kind === 'count' ? '到店' : '连续'} ${done} ${zh}，`
    return `${had}再来 ${left} ${zh}得 ${earns}${makeUpsLeft > 0 ? `；这一轮还可漏 ${makeUpsLeft} ${zh}` : ''}`
  }
  const had = done === 0 ? '' : `${plural(done, en)}${kind === 'count' ? '' : ' in a row'}, `
  return `${had}${left} more for ${earns}${makeUpsLeft > 0 ? `; ${plural(makeUpsLeft, en)} may still be missed` : ''}`
}

const stateWords: { readonly [state in RewardState]: readonly [zh: string, en: string] } = {
  coming: ['马上到账', 'on its way'],
  granted: ['已到账', 'granted'],
  waiting: ['稍后自动补发', 'it is given by itself later'],
  lost: ['无法发放', 'it cannot be given'],
}
const whyWords: { readonly [why in Why]: readonly [zh: string, en: string] } = {
  paused: ['活动暂停中', 'the promotion is paused'],
  budget_spent: ['活动预算暂时用完', 'the budget is spent for now'],
  sold_out: ['券暂时发完', 'the coupons are gone for now'],
  not_started: ['券还没开始发放', 'the coupons are not given yet'],
  ended: ['活动已结束', 'the promotion has ended'],
  had_before: ['之前已经领过', 'it was had before'],
}

/** What it is and how it stands. */
export function rewardStateInWords(
  { reward, rewardTitle, why }: { reward: RewardForm; rewardTitle?: string | undefined; why?: Why | undefined },
  state: RewardState,
  language: Language,
): string {
  const nth = language === 'zh' ? 0 : 1
  const between = language === 'zh' ? '，' : ', '
  const how = [...(why && state !== 'granted' ? [whyWords[why][nth]] : []), stateWords[state][nth]].join(between)
  return `${rewardInWords(reward, rewardTitle, language)}${language === 'zh' ? '：' : ': '}${how}`
}
