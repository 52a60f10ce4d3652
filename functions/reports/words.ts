import type { Language } from '../../shared/problems.ts'
import type { FigureName } from '../../shared/reports.ts'
import type { TouchpointKind } from '../../shared/touchpoints.ts'

type Both = { zh: [name: string, how: string]; en: [name: string, how: string] }

/** What each figure is called, and how it is made: said on the spot, beside the figure. */
const words: { [figure in FigureName]: Both } = {
  opened: {
    zh: ['打开', '扫码或点开分享卡片的次数；同一次打开只算一次'],
    en: ['Opened', 'Codes scanned and share cards opened; the same opening counts once'],
  },
  claimed: {
    zh: ['领取', '领到的券张数；收到的转赠不再算一次'],
    en: ['Claimed', 'Coupons claimed; a gift taken is not counted again'],
  },
  ordered: { zh: ['下单', '下的订单数，含未支付的'], en: ['Ordered', 'Orders placed, those never paid among them'] },
  paid: { zh: ['支付', '支付成功的订单数'], en: ['Paid', 'Orders that were paid'] },
  redeemed: {
    zh: ['核销', '在门店核销的次数（券与团购券），含后来撤销的'],
    en: ['Redeemed', 'Uses of coupons and vouchers in a store, those undone later among them'],
  },
  undone: { zh: ['撤销', '被撤销的核销次数，算在撤销当天'], en: ['Undone', 'Redemptions undone, on the day of the undo'] },
  refunded: { zh: ['退款', '到账的退款笔数，算在到账当天'], en: ['Refunded', 'Refunds that arrived, on the day of arrival'] },
  visits: {
    zh: ['到店签到', '带着本活动追踪码的有效签到次数'],
    en: ['Visits', 'Check-ins that count and came by this promotion'],
  },
  forged: {
    zh: ['伪造的追踪码', '签名不对的追踪码：不计来源，只计次数'],
    en: ['Forged traces', 'Traces not signed by us: ignored and counted'],
  },
  foreign: {
    zh: ['别处的追踪码', '属于其他活动的追踪码：不计来源，只计次数'],
    en: ['Foreign traces', 'Traces of another promotion: ignored and counted'],
  },
  newClaimed: {
    zh: ['新客领取', '第一次与本商户打交道就是在本活动中的人，领取的次数'],
    en: ['Claimed, new', 'Claims of people whose first contact with the merchant was this promotion'],
  },
  returningClaimed: { zh: ['老客领取', '领取 − 新客领取'], en: ['Claimed, returning', 'Claimed − claimed, new'] },
  newPaid: {
    zh: ['新客支付', '第一次与本商户打交道就是在本活动中的人，支付的订单数'],
    en: ['Paid, new', 'Orders paid by people whose first contact with the merchant was this promotion'],
  },
  returningPaid: { zh: ['老客支付', '支付 − 新客支付'], en: ['Paid, returning', 'Paid − paid, new'] },
  newRedeemed: {
    zh: ['新客核销', '第一次与本商户打交道就是在本活动中的人，核销的次数'],
    en: ['Redeemed, new', 'Redemptions of people whose first contact with the merchant was this promotion'],
  },
  returningRedeemed: { zh: ['老客核销', '核销 − 新客核销'], en: ['Redeemed, returning', 'Redeemed − redeemed, new'] },
  revenueFen: {
    zh: ['收入', '核销券后顾客实付（撤销在撤销当天扣回）+ 支付成功的订单金额'],
    en: ['Revenue', 'What guests paid at the counter with a coupon (an undo is taken off on its day) + orders paid'],
  },
  refundsFen: {
    zh: ['退款金额', '到账的退款金额；多付、迟付的退回不算，因为从未计入收入'],
    en: ['Refunds', 'Money given back; not that of late or double payments, which never were revenue'],
  },
  netRevenueFen: { zh: ['净收入', '收入 − 退款金额'], en: ['Net revenue', 'Revenue − refunds'] },
  discountFen: {
    zh: ['优惠', '核销的券抵扣的金额 + 礼品券的价值 + 打卡积分的成本；撤销的扣回'],
    en: ['Discount', 'What coupons took off + the value of gifts + what streak points cost; undone ones taken off'],
  },
  sponsoredFen: {
    zh: ['补位', '商家为未满的团补上的名额 × 团价'],
    en: ['Sponsored seats', 'Seats the merchant took in groups × the price of the group'],
  },
  goodsFen: {
    zh: ['货品成本', '每张的成本 ×（核销 − 撤销）；未填成本的不在其中'],
    en: ['Goods', 'What one costs × (redeemed − undone); not those whose cost nobody said'],
  },
  goodsUnknown: {
    zh: ['成本未知', '没有填写成本的核销次数：它们的毛利偏高'],
    en: ['Cost unknown', 'Redemptions of which nobody said the cost: their margin is too high'],
  },
  commissionFen: {
    zh: ['佣金', '支付金额 × 佣金率，四舍五入到分；退款时按比例退回'],
    en: ['Commission', 'Paid × the rate, rounded to the fen; given back in proportion with refunds'],
  },
  usedFen: {
    zh: ['团购券核销额', '核销的团购券当初支付的金额；已在下单时计入收入'],
    en: ['Vouchers used', 'What was paid for vouchers used; revenue when they were ordered'],
  },
  mediaFen: {
    zh: [
      '媒介费用',
      '固定：在第一天；按天：窗口内到今天的天数 × 单价；按千次：曝光 ÷ 1000 × 单价，在第一天；按领取：带来的领取 × 单价',
    ],
    en: [
      'Media',
      'Fixed: on the first day; per day: days of its window until today × price; per thousand: impressions ÷ 1000 × price, on the first day; per claim: claims it brought × price',
    ],
  },
  marginFen: {
    zh: ['毛利', '净收入 − 货品成本 − 媒介费用 − 佣金 − 补位'],
    en: ['Margin', 'Net revenue − goods − media − commission − sponsored seats'],
  },
  costFen: { zh: ['投入', '优惠 + 媒介费用 + 佣金 + 补位'], en: ['Cost', 'Discount + media + commission + sponsored seats'] },
  roi: { zh: ['投入产出比', '毛利 ÷ 投入；没有投入则不计算'], en: ['ROI', 'Margin ÷ cost; none where nothing was spent'] },
}

export const howComputed = (language: Language) =>
  Object.entries(words).map(([figure, both]) => {
    const [name, how] = both[language]
    return { figure: figure as FigureName, name, how }
  })

const kinds: { [language in Language]: { [kind in TouchpointKind]: string } } = {
  zh: { poster: '海报', leaflet: '传单', wall: '商品墙', clerk: '店员', ad: '广告', share: '分享卡', tablet: '门店平板' },
  en: {
    poster: 'Poster',
    leaflet: 'Leaflet',
    wall: 'Product wall',
    clerk: 'Clerk',
    ad: 'Ad',
    share: 'Share card',
    tablet: 'Tablet',
  },
}

/** What the lines of a report are called. */
export const lineNames = (language: Language) => ({
  direct: language === 'zh' ? '直接进入' : 'Direct',
  kinds: kinds[language],
  depth: (n: number) =>
    language === 'zh'
      ? n === 0
        ? '直接触达'
        : `经 ${n} 次分享`
      : n === 0
        ? 'Reached directly'
        : `After ${n} share${n > 1 ? 's' : ''}`,
})
