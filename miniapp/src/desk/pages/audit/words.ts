import { yuan } from '../../../../../shared/money.ts'
import type { Language } from '../../../../../shared/problems.ts'

/** Operations in words. One that is newer than this build is shown by its name. */
const operations: { [name: string]: [zh: string, en: string] } = {
  redeem: ['核销', 'Redeemed'],
  redeemByOrder: ['代客核销', 'Redeemed without a code'],
  syncRedemptions: ['断网核销', 'Redeemed without network'],
  undoRedemption: ['撤销核销', 'Undid a redemption'],
  registerDevice: ['登记断网核销设备', 'Set up a device for working offline'],
  inviteStaff: ['邀请员工', 'Invited staff'],
  confirmStaff: ['确认员工', 'Confirmed staff'],
  cancelInvitation: ['收回邀请', 'Took an invitation back'],
  revokeStaff: ['停用员工', 'Revoked staff'],
  startDuty: ['上岗', 'Began duty'],
  endDuty: ['下班', 'Ended duty'],
  createMerchant: ['开通商户', 'Admitted a merchant'],
  inviteMarketer: ['邀请商户运营', 'Invited a merchant’s marketer'],
  updateMerchant: ['修改商户设置', 'Changed the merchant’s settings'],
  decideReview: ['确认签到', 'Decided on a check-in'],
  setCheckInRules: ['修改签到规则', 'Changed the rules of check-ins'],
  approveDesktopLogin: ['登录电脑', 'Logged in on a computer'],
  createPromotion: ['新建活动', 'Created a promotion'],
  updatePromotion: ['修改活动', 'Edited a promotion'],
  copyPromotion: ['复制活动', 'Copied a promotion'],
  launchPromotion: ['上线活动', 'Launched a promotion'],
  pausePromotion: ['暂停活动', 'Paused a promotion'],
  resumePromotion: ['恢复活动', 'Resumed a promotion'],
  raiseBudget: ['追加预算', 'Raised a budget'],
  createBatch: ['新建券', 'Created a coupon'],
  updateBatch: ['修改券', 'Edited a coupon'],
  stopBatch: ['停发券', 'Stopped a coupon'],
  createDeal: ['新建团购', 'Created a deal'],
  updateDeal: ['修改团购', 'Edited a deal'],
  stopDeal: ['停售团购', 'Stopped a deal'],
  createTouchpoint: ['新建触点', 'Created a touchpoint'],
  updateTouchpoint: ['修改触点', 'Changed a touchpoint'],
  createStreak: ['新建连续签到', 'Created a streak'],
  stopStreak: ['停止连续签到', 'Stopped a streak'],
  askApproval: ['请人复核', 'Asked for approval'],
  decideApproval: ['复核', 'Decided an approval'],
  resolveException: ['处理异常', 'Resolved an exception'],
  uploadPicture: ['上传图片', 'Uploaded a picture'],
  createStore: ['新建门店', 'Created a store'],
  updateStore: ['修改门店', 'Edited a store'],
  closeStore: ['门店停业', 'Closed a store'],
  reopenStore: ['门店恢复营业', 'Reopened a store'],
  createStoreSet: ['新建门店组', 'Created a set of stores'],
  updateStoreSet: ['修改门店组', 'Edited a set of stores'],
  importStores: ['上传门店表格', 'Uploaded stores'],
  confirmImport: ['导入门店', 'Imported stores'],
}
export const operationNames = Object.keys(operations)

const values: { [value: string]: [zh: string, en: string] } = {
  draft: ['草稿', 'draft'],
  live: ['已上线', 'live'],
  paused: ['已暂停', 'paused'],
  stopped: ['已停发', 'stopped'],
  revoked: ['已停用', 'revoked'],
  cancelled: ['已收回', 'taken back'],
  approved: ['通过', 'approved'],
  refused: ['不通过', 'refused'],
  explained: ['情况属实', 'explained'],
  misused: ['违规', 'misused'],
  running: ['导入中', 'running'],
  conflict: ['冲突，待处理', 'conflict: waits for a person'],
  collected: ['已向顾客补收', 'the guest has paid'],
  borne: ['由商户承担', 'the merchant bears it'],
  clerk: ['店员', 'clerk'],
  manager: ['店长', 'manager'],
  marketer: ['运营', 'marketer'],
  operator: ['平台', 'operator'],
}

const fields: { [field: string]: [zh: string, en: string] } = {
  discountFen: ['优惠', 'off'],
  payFen: ['实付', 'paid'],
  fromFen: ['原来', 'from'],
  toFen: ['现在', 'to'],
  total: ['张数', 'total'],
  reason: ['原因', 'because'],
  despite: ['明知', 'in spite of'],
  from: ['从', 'from'],
  to: ['到', 'to'],
  until: ['到', 'until'],
  version: ['版本', 'version'],
}

const at = (language: Language) => (language === 'zh' ? 0 : 1)

export function operationWords(operation: string, language: Language): string {
  return operations[operation]?.[at(language)] ?? operation
}

/** What changed, in one line: `优惠 ¥10 · 实付 ¥35.50`. */
export function toldWords(told: { [field: string]: unknown }, language: Language): string {
  const one = ([field, value]: [string, unknown]) => {
    const shown = valueWords(field, value, language)
    const name = fields[field]?.[at(language)]
    return shown === '' ? [] : [name ? `${name} ${shown}` : shown]
  }
  return Object.entries(told).flatMap(one).join(' · ')
}

function valueWords(field: string, value: unknown, language: Language): string {
  if (typeof value === 'number') return field.endsWith('Fen') ? yuan(value) : String(value)
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return value.slice(0, 16).replace('T', ' ')
    return values[value]?.[at(language)] ?? value
  }
  // What a promotion was launched in spite of: the closed list has one.
  if (field === 'despite') return language === 'zh' ? '和别的活动两个价' : 'another price elsewhere'
  if (value === true && field === 'forGood') return language === 'zh' ? '永久' : 'for good'
  return ''
}
