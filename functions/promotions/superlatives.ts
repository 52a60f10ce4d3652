/**
 * Words that the advertising law forbids or that inspectors take for such (广告法 §9(3): “国家级”“最高级”“最佳”等用语), longest first where
 * one holds another. A warning, never a refusal: a name may hold one rightly, and a person decides.
 */
const words = [
  ...['全国第一', '全网第一', '全球第一', '世界第一', '销量第一', '排名第一', '第一品牌', '第一名', '第一'],
  ...[
    '全网最低价',
    '全网最低',
    '全网最',
    '史上最低价',
    '史上最低',
    '史上最',
    '最低价',
    '最低',
    '最便宜',
    '最优惠',
    '最划算',
    '最实惠',
  ],
  ...['最高级', '最高档', '最高端', '最高', '最先进', '最顶级', '最佳', '最优', '最好', '最强', '最大', '最小', '最美', '最棒'],
  ...[
    '最火',
    '最热',
    '最牛',
    '最香',
    '最正宗',
    '最地道',
    '最受欢迎',
    '最畅销',
    '最专业',
    '最权威',
    '最新',
    '最全',
    '最流行',
    '最靠谱',
  ],
  ...['国家级', '世界级', '国际级', '全球级', '宇宙级', '省级', '国家免检', '国家领导人', '驰名商标', '特供', '专供'],
  ...['顶级', '顶尖', '尖端', '极品', '极致', '极佳', '绝佳', '至尊', '王牌', '霸主', '领袖', '之王', '冠军', '无敌'],
  ...['唯一', '独一无二', '绝无仅有', '史无前例', '前无古人', '空前绝后', '空前', '首选', '首家', '首个', '全网首发', '独家'],
  ...['绝对', '万能', '永久', '无与伦比', '遥遥领先', '百分之百', '零风险'],
]

const latin = [/\bno\.?\s?1\b/i, /\btop\s?1\b/i, /\bnumber one\b/i, /\bbest\b/i, /\b(cheapest|lowest price)\b/i]

/** What begins alike and means nothing of the kind: an order, a limit, a condition. */
const harmless = [
  /第一(?=[次步天日周月单份件杯批轮期季桌位人]|个(?:月|人|订单))/gu,
  /最低(?=消费|起订|满)/gu,
  /最高(?=可?(?:立?减|抵|省|享|返|优惠\d))/gu,
  /最新(?=活动|公告|通知|菜单)/gu,
]

/**
 * The superlatives in a text of a promotion, in the order they stand in it, each once; none: an empty list. Spaces, signs and full-width
 * letters between or instead of the characters hide nothing.
 */
export function superlativesIn(text: string): string[] {
  const plain = text.normalize('NFKC')
  let rest = plain.replace(/[^\p{L}\p{N}]/gu, '')
  for (const phrase of harmless) rest = rest.replace(phrase, (found) => ' '.repeat(found.length))
  const found: { word: string; at: number }[] = []
  for (const word of words) {
    for (let at = rest.indexOf(word); at >= 0; at = rest.indexOf(word)) {
      found.push({ word, at })
      rest = rest.slice(0, at) + ' '.repeat(word.length) + rest.slice(at + word.length)
    }
  }
  found.sort((a, b) => a.at - b.at)
  const inLatin = latin.flatMap((pattern) => pattern.exec(plain)?.[0] ?? [])
  return [...new Set([...found.map(({ word }) => word), ...inLatin])]
}
