import type { Language } from '../../shared/problems.ts'
import type { Lift } from '../../shared/reports.ts'
import type { ArmSums } from '../holdouts/holdouts.ts'

/** Of the normal distribution, for 95 %. */
const z = 1.959964
/** Below so many in an arm nothing is claimed. */
const fewest = 30

export interface Interval {
  difference: number
  low: number
  high: number
}

/** Wilson's interval of a share. */
function wilson(part: number, n: number): { share: number; low: number; high: number } {
  const share = part / n
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** How much more often those who were shown it came to something: Newcombe's interval, made of Wilson's two. */
export function conversionLift(shown: ArmSums, heldOut: ArmSums): Interval {
  const [a, b] = [wilson(shown.converted, shown.members), wilson(heldOut.converted, heldOut.members)]
  const difference = a.share - b.share
  return {
    difference,
    low: difference - Math.hypot(a.share - a.low, b.high - b.share),
    high: difference + Math.hypot(a.high - a.share, b.share - b.low),
  }
}

/** How much more they spent, in fen a member: Welch's interval, since the arms neither are as large nor vary alike. */
export function spendingLift(shown: ArmSums, heldOut: ArmSums): Interval {
  const [a, b] = [momentsOf(shown), momentsOf(heldOut)]
  const difference = a.mean - b.mean
  const error = Math.sqrt(a.ofMean + b.ofMean)
  if (error === 0) return { difference, low: difference, high: difference }
  const freedom = (a.ofMean + b.ofMean) ** 2 / (a.ofMean ** 2 / (shown.members - 1) + b.ofMean ** 2 / (heldOut.members - 1))
  const half = tOf(freedom) * error
  return { difference, low: difference - half, high: difference + half }
}

/** The mean in fen, and the variance of that mean. */
function momentsOf({ members, spentFen, squares }: ArmSums): { mean: number; ofMean: number } {
  const mean = spentFen / members
  const variance = Math.max(0, (squares * 10_000 - members * mean * mean) / (members - 1))
  return { mean, ofMean: variance / members }
}

/** Student's t for 95 %, by the expansion around the normal one: right to three places from five degrees of freedom on. */
export function tOf(freedom: number): number {
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3
}

type Verdict = Lift['verdict']
/** Whether the interval leaves no doubt of the sign. */
const verdictOf = ({ low, high }: Interval): Verdict => (low > 0 ? 'more' : high < 0 ? 'less' : 'unclear')

/** The effect of showing it, by intention to treat, with a plain sentence whether it is real. */
export function liftOf(
  { percent, shown, heldOut }: { percent: number; shown: ArmSums; heldOut: ArmSums },
  language: Language,
): Lift {
  const arms = { percent, shown: plain(shown), heldOut: plain(heldOut) }
  const say = words[language]
  if (Math.min(shown.members, heldOut.members) < fewest)
    return { ...arms, verdict: 'few', sentence: say.few(shown.members, heldOut.members) }
  const conversion = conversionLift(shown, heldOut)
  const spending = spendingLift(shown, heldOut)
  const verdict = verdictOf(conversion)
  const sentence = say.told(shown, heldOut, conversion, spending) + say[verdict] + say.money[verdictOf(spending)]
  return { ...arms, conversion: rounded(conversion, 10_000), spendingFen: rounded(spending, 1), verdict, sentence }
}

const plain = ({ members, converted, spentFen }: ArmSums) => ({ members, converted, spentFen })
const rounded = ({ difference, low, high }: Interval, places: number): Interval => {
  const round = (n: number) => Math.round(n * places) / places + 0
  return { difference: round(difference), low: round(low), high: round(high) }
}

const percentOf = (share: number) => `${(share * 100).toFixed(1)}%`
const points = (share: number) => (share * 100).toFixed(1)
const yuanOf = (fen: number) => (fen / 100).toFixed(2)

const words = {
  zh: {
    few: (shown: number, held: number) => `看到的 ${shown} 人、没看到的 ${held} 人：每组至少 ${fewest} 人才能判断。`,
    told: (shown: ArmSums, held: ArmSums, conversion: Interval, spending: Interval) =>
      `看到的 ${shown.members} 人里 ${percentOf(shown.converted / shown.members)} 消费，没看到的 ${held.members} 人里 ${percentOf(held.converted / held.members)}：相差 ${points(conversion.difference)} 个百分点（95% 区间 ${points(conversion.low)} 到 ${points(conversion.high)}）；人均相差 ${yuanOf(spending.difference)} 元（${yuanOf(spending.low)} 到 ${yuanOf(spending.high)}）。`,
    more: '区间全在 0 以上：确实带来了更多人消费。',
    less: '区间全在 0 以下：看到的人反而更少消费。',
    unclear: '区间里有 0：可能只是偶然，还不能说有效果。',
    money: { more: '人均消费确实更高。', less: '人均消费确实更低。', unclear: '', few: '' },
  },
  en: {
    few: (shown: number, held: number) =>
      `${shown} were shown it and ${held} were not: at least ${fewest} in each are needed to tell.`,
    told: (shown: ArmSums, held: ArmSums, conversion: Interval, spending: Interval) =>
      `Of ${shown.members} who were shown it ${percentOf(shown.converted / shown.members)} came to something, of ${held.members} who were not ${percentOf(held.converted / held.members)}: ${points(conversion.difference)} points apart (95% interval ${points(conversion.low)} to ${points(conversion.high)}); ${yuanOf(spending.difference)} yuan apart a member (${yuanOf(spending.low)} to ${yuanOf(spending.high)}). `,
    more: 'The interval lies above 0: it really brought more people. ',
    less: 'The interval lies below 0: fewer came of those who saw it. ',
    unclear: 'The interval holds 0: it may be chance, and no effect is shown yet. ',
    money: { more: 'They really spent more each.', less: 'They really spent less each.', unclear: '', few: '' },
  },
} satisfies { [language in Language]: { money: { [verdict in Verdict]: string }; [words: string]: unknown } }
