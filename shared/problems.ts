/**
 * The closed list of refusals: code -> HTTP status and the sentence in both languages. Spelled `noun.reason`.
 * No zod here: the mini-program bundles this file.
 */
export const problems = {
  'input.invalid': [422, '这里填写得不对', 'This is not filled in correctly'],
  'input.malformed': [400, '请求内容无法读取', 'The request cannot be read'],
  'input.too_large': [413, '内容太大了', 'The content is too large'],
  'input.wrong_type': [415, '请求内容须为 JSON（UTF-8）', 'The content must be JSON in UTF-8'],
  'input.refused_text': [
    422,
    '这段文字没有通过微信的内容审核，请换一种说法',
    "These words did not pass WeChat's content check: please put it another way",
  ],
  'input.unchecked_text': [
    409,
    '微信要求先在手机上打开一次小程序，再保存文字',
    'WeChat asks you to open the mini-program on your phone once before saving words',
  ],
  'route.not_found': [404, '没有这个地址', 'There is nothing at this address'],
  'route.wrong_method': [405, '这个地址不支持这种请求', 'This address does not take this method'],
  'idempotency.mismatch': [409, '同一个幂等键已用于另一个请求', 'This idempotency key was used for another request'],
  'version.stale': [
    409,
    '有人刚刚改过，请看看改了什么再提交',
    'Somebody changed this meanwhile: look at what changed, then save again',
  ],
  'table.busy': [503, '系统繁忙，请稍后再试', 'Busy right now: please try again in a moment'],
  'channel.busy': [503, '微信暂时没有回应，请稍后再试', 'WeChat does not answer right now: please try again in a moment'],
  'limit.slow_down': [429, '现在太忙了，请稍等再试', 'Too much at once: please wait a moment'],
  'server.fault': [500, '系统出了点问题，请稍后再试', 'Something went wrong on our side'],

  'session.missing': [401, '请先登录', 'Please log in first'],
  'session.invalid': [401, '登录已失效，请重新登录', 'Your session has ended: please log in again'],
  'role.forbidden': [403, '您没有这项权限', 'Your role does not allow this'],
  'login.code_invalid': [401, '登录凭证已失效，请重试', 'This login code is no longer valid: please try again'],
  'login.refused': [403, '微信拒绝了本次登录', 'WeChat refused this login'],
  'session.not_found': [404, '没有这个登录', 'There is no such session'],
  'login.ticket_expired': [409, '二维码已失效，请在电脑上刷新', 'This QR code has expired: refresh it on the computer'],
  'login.busy': [503, '微信登录繁忙，请稍后再试', 'WeChat login is busy: please try again in a moment'],
  'consent.needed': [409, '请先同意保存昵称和手机号', 'Please allow keeping a name and a phone number first'],
  'consent.device_needed': [409, '请先同意记住这部手机', 'Please allow us to know this phone again first'],
  'member.on_staff': [
    409,
    '您还是商户的员工，请先由店长停用员工身份，再注销',
    'You are still on the staff of a merchant: have that ended first, then erase',
  ],

  'promotion.not_found': [404, '没有这个活动', 'There is no such promotion'],
  'promotion.empty': [409, '活动还没有优惠，请先添加券', 'The promotion has no offer yet: add a coupon first'],
  'promotion.not_ready': [
    409,
    '活动还不能上线，请先改好上线检查指出的问题',
    'The promotion cannot go live yet: mend what the launch check names',
  ],
  'promotion.below_margin': [
    409,
    '低于商户设定的毛利底线，不能上线',
    'It leaves less than the margin floor: it cannot go live',
  ],
  'promotion.conflict': [
    409,
    '和正在进行的活动给同一批顾客两个价，确认要这样再上线',
    'Another promotion gives the same guests another price: say that you mean it, then launch',
  ],
  'promotion.full': [409, '一个活动放不下更多的券了', 'The promotion has as many coupons as it can hold'],
  'promotion.ended': [409, '活动已结束', 'The promotion has ended'],
  'promotion.budget_spent': [409, '活动预算已用完', 'The budget of this promotion is spent'],
  'promotion.budget_lower': [409, '预算只能增加，不能减少', 'A budget can only be raised'],
  'report.bad_range': [422, '请选择 400 天以内的日期，开始不晚于结束', 'Choose at most 400 days, the first not after the last'],
  'promotion.not_live': [409, '活动还没有上线', 'The promotion is not live'],
  'batch.not_found': [404, '没有这张券', 'There is no such coupon'],
  'batch.sold_out': [409, '已被领完', 'All have been claimed'],
  'batch.not_started': [409, '还没开始领取', 'Claiming has not started yet'],
  'batch.ended': [409, '领取已结束', 'Claiming has ended'],
  'batch.paused': [409, '活动暂停领取', 'Claiming is paused'],
  'batch.reward_only': [409, '这张券只作为到店奖励发放', 'This coupon is earned by checking in'],
  'batch.limit_reached': [409, '您已领到上限', 'You have reached the limit for this coupon'],
  'batch.absurd': [409, '这样的优惠不寻常，需要另一位同事确认', 'Such terms are unusual: a second person has to approve them'],
  'approval.not_found': [404, '没有这份待确认的优惠', 'There are no such terms to approve'],
  'approval.decided': [409, '已有同事处理过了', 'A colleague has decided this already'],
  'approval.own': [409, '自己提交的优惠须由另一位同事确认', 'Somebody else has to approve what you asked for'],
  'batch.daily_limit_reached': [409, '今天的已领完，请明天再来', 'That was all for today: please come back tomorrow'],

  'trace.not_found': [404, '没有找到这条记录', 'There is nothing of this name'],
  'touchpoint.not_found': [404, '没有这个二维码', 'There is no such code'],
  'poster.no_mini_code': [
    409,
    '微信没有给出小程序码：请确认小程序已发布，或只印网页二维码',
    'WeChat gave no mini-program code: see that the mini-program is published, or print the web QR alone',
  ],

  'deal.not_found': [404, '没有这个团购', 'There is no such deal'],
  'deal.sold_out': [409, '已售完', 'Sold out'],
  'deal.not_started': [409, '还没开售', 'Not on sale yet'],
  'deal.ended': [409, '团购已结束', 'This deal has ended'],
  'deal.paused': [409, '团购暂停发售', 'Sales are paused'],
  'deal.limit_reached': [409, '已达到每人限购数量', 'You have reached the limit for this deal'],
  'deal.absurd': [409, '这样的团购不寻常，需要另一位同事确认', 'Such a deal is unusual: a second person has to approve it'],
  'group.not_found': [404, '没有这个团', 'There is no such group'],
  'group.full': [409, '这个团已满员', 'This group is full'],
  'group.closed': [409, '这个团已结束', 'This group is over'],
  'group.already_in': [409, '您已在这个团里', 'You are in this group already'],

  'coupon.not_found': [404, '没有找到这张券', 'This coupon was not found'],
  'coupon.not_usable': [409, '这张券现在不能使用', 'This coupon cannot be used now'],
  'coupon.several': [409, '有好几张券，请选一张', 'There are several coupons: choose one'],
  'coupon.already_redeemed': [409, '这张券已经核销过', 'This coupon has already been redeemed'],
  'coupon.expired': [409, '这张券已过期', 'This coupon has expired'],
  'coupon.not_started': [409, '这张券还没到使用时间', 'This coupon cannot be used yet'],
  'coupon.wrong_store': [409, '这张券不能在本店使用', 'This coupon is not valid at this store'],
  'coupon.outside_hours': [409, '现在不在可用时段', 'It cannot be used at this time'],
  'coupon.bill_needed': [409, '请输入账单金额', 'Please enter the bill'],
  'coupon.min_spend': [409, '未达到最低消费', 'The bill is below the minimum spend'],
  'coupon.out_of_scope': [409, '账单里没有这张券可用的商品', 'Nothing on the bill counts for this coupon'],
  'coupon.cycles_over': [
    409,
    '这张券反复核销次数过多，请找店长',
    'This coupon was redeemed and undone too often: ask the manager',
  ],
  'coupon.refund_open': [409, '这张券正在退款，不能使用', 'A refund of this is under way, so it cannot be used'],
  'group.not_complete': [409, '还没有成团', 'The group is not complete yet'],
  'voucher.not_found': [404, '没有找到这张团购券', 'This voucher was not found'],
  'voucher.uses_exceeded': [409, '剩余次数不够', 'There are not that many uses left'],
  'code.invalid': [409, '券码不对', 'This code is not valid'],
  'code.expired': [409, '券码已过期，请顾客刷新', 'This code has expired: ask the guest to refresh it'],
  'code.too_many_tries': [429, '输错次数过多，请稍后再试', 'Too many wrong codes: please try again later'],
  'redemption.not_found': [404, '没有这笔核销', 'There is no such redemption'],
  'redemption.window_over': [409, '已超过可撤销时间', 'The time to undo this is over'],
  'redemption.already_undone': [409, '这笔核销已撤销', 'This redemption has already been undone'],

  'device.unknown': [
    404,
    '这台设备没有登记，或已停用，请联网重新打开收银核销',
    'This device is not set up, or no longer: open the counter again with network',
  ],
  'device.too_many': [409, '您登记的设备太多了', 'You have set up too many devices'],
  'device.queue_broken': [
    409,
    '这台设备保存的核销记录不连续，请拿给店长看',
    'What this device has kept is not whole: show it to your manager',
  ],
  'device.cap_reached': [409, '超出了断网时可核销的上限', 'This is more than may be redeemed without network'],
  'device.grant_over': [409, '断网太久，设备已不能核销', 'This device was without network for too long'],
  'device.other_amount': [409, '优惠与当时告诉顾客的不一样', 'It is worth something else than what the guest was told'],

  'visit.own': [409, '自己的到店须由同事确认', 'A colleague has to decide on your own visit'],
  'visit.decided': [409, '已有同事处理过了', 'A colleague has decided this already'],
  'visit.not_found': [404, '没有这条到店记录', 'There is no such visit'],
  'streak.not_found': [404, '没有这个连续签到活动', 'There is no such streak'],

  'exception.not_found': [404, '没有这条异常', 'There is no such exception'],
  'exception.resolved': [409, '这条异常已有人处理', 'Somebody has dealt with this exception'],

  'gift.not_found': [404, '没有找到这份礼物', 'This gift was not found'],
  'gift.taken': [409, '这份礼物已被领走', 'This gift has already been taken'],
  'gift.expired': [409, '这份礼物已退回给送礼人', 'This gift has gone back to the giver'],
  'gift.own': [409, '这是您自己送出的礼物', 'This is a gift of your own'],
  'gift.too_often': [409, '这张券的转赠次数已用完', 'This coupon has been given as often as it may be'],

  'order.not_found': [404, '没有这个订单', 'There is no such order'],
  'order.paid': [409, '这个订单已付款', 'This order has been paid'],
  'order.closed': [409, '这个订单已关闭，请重新下单', 'This order is closed: please order again'],
  'refund.not_allowed': [409, '这个订单现在不能退款', 'Nothing of this order can be given back now'],
  'refund.too_much': [409, '超过了可退的金额', 'This is more than can be given back'],
  'refund.used': [409, '选中的券已使用，不能退款', 'What was used cannot be given back'],

  'picture.not_found': [404, '没有这张图片', 'There is no such picture'],
  'picture.unreadable': [422, '只能上传 JPG 或 PNG 图片', 'This is not a JPEG or PNG picture'],
  'picture.wrong_shape': [422, '图片须为 5:4，宽 500 到 2000 像素', 'The picture must be 5 : 4, 500 to 2,000 pixels wide'],

  'merchant.not_found': [404, '没有这个商户', 'There is no such merchant'],
  'store.not_found': [404, '没有这家门店', 'There is no such store'],
  'store.closed': [409, '这家门店暂停营业', 'This store is closed'],
  'store.has_holders': [
    409,
    '还有顾客持有只能在这家门店使用的券，请先确认',
    'Guests hold coupons that are good at this store only: please confirm',
  ],
  'set.not_found': [404, '没有这个门店组', 'There is no such set of stores'],
  'import.not_found': [404, '没有这次导入', 'There is no such import'],
  'import.expired': [409, '这次导入已过期，请重新上传文件', 'This import has expired: upload the file again'],
  'import.unreadable': [
    422,
    '无法读取这个文件，请另存为 CSV 或 XLSX 后再试',
    'This file cannot be read: save it as CSV or XLSX and try again',
  ],
  'import.old_excel': [
    422,
    '这是旧版 Excel 文件（.xls），请另存为 .xlsx',
    'This is an old Excel file (.xls): save it as .xlsx',
  ],
  'import.too_large': [
    422,
    '文件太大了，请删掉多余的行列，或分成几个文件',
    'The file is too large: delete rows and columns that are not needed, or split it',
  ],
  'import.too_many_rows': [422, '一次最多导入 10,000 行，请分成几个文件', 'One file holds at most 10,000 rows: split it'],
  'import.no_header': [
    422,
    '没有找到表头，请在第一行写明：门店名称、地址、城市、经度、纬度',
    'No row of titles was found: name the columns store name, address, city, longitude, latitude',
  ],
  'import.column_missing': [422, '缺少必需的列', 'A column that is needed is missing'],
  'import.empty': [422, '表头下面没有内容', 'There is nothing below the titles'],

  'staff.not_found': [404, '没有这位员工', 'There is no such member of staff'],
  'staff.elsewhere': [409, '已是另一家商户的员工，请先在那边停用', 'Already works for another merchant: that has to end first'],
  'invitation.not_found': [404, '没有这个邀请', 'There is no such invitation'],
  'invitation.used': [409, '这个邀请已有人使用', 'This invitation has been used'],
  'invitation.expired': [409, '这个邀请已过期，请再要一个', 'This invitation has expired: ask for another one'],
} as const satisfies Record<string, readonly [status: number, zh: string, en: string]>

export type Code = keyof typeof problems

export type Language = 'zh' | 'en'

/** The sentence a person reads. */
export function sentence(code: Code, language: Language): string {
  return problems[code][language === 'zh' ? 1 : 2]
}

/** 400 to 599. */
export function statusOf(code: Code): number {
  return problems[code][0]
}
