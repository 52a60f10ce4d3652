/** The whole API on one page: operation -> method and path. No zod here: the mini-program bundles this file. */
export const routes = {
  getHealth: 'GET /health',
  getOpenApi: 'GET /openapi.json',

  login: 'POST /sessions',
  getMe: 'GET /me',
  updateMe: 'POST /me',
  listConsents: 'GET /me/consents',
  setConsent: 'POST /me/consents',
  exportMe: 'GET /me/export',
  eraseMe: 'POST /me/erase',

  startDesktopLogin: 'POST /desktop-logins',
  pollDesktopLogin: 'POST /desktop-logins/poll',
  getDesktopLogin: 'POST /desktop-logins/look',
  approveDesktopLogin: 'POST /desktop-logins/approve',
  listSessions: 'GET /me/sessions',
  endSession: 'POST /me/sessions/{sessionId}/end',
  logout: 'POST /me/logout',

  inviteStaff: 'POST /staff/invitations',
  getInvitation: 'GET /invitations/{code}',
  acceptInvitation: 'POST /invitations/{code}/accept',
  confirmStaff: 'POST /staff/{memberId}/confirm',
  cancelInvitation: 'POST /staff/invitations/{invitationId}/cancel',
  listStaff: 'GET /staff',
  revokeStaff: 'POST /staff/{memberId}/revoke',
  startDuty: 'POST /stores/{storeId}/duty',
  endDuty: 'POST /stores/{storeId}/duty/end',
  listAudit: 'GET /audit',

  listStores: 'GET /stores',
  createStore: 'POST /stores',
  getStore: 'GET /stores/{storeId}',
  updateStore: 'POST /stores/{storeId}',
  closeStore: 'POST /stores/{storeId}/close',
  reopenStore: 'POST /stores/{storeId}/reopen',
  createStoreSet: 'POST /store-sets',
  listStoreSets: 'GET /store-sets',
  getStoreSet: 'GET /store-sets/{storeSetId}',
  updateStoreSet: 'POST /store-sets/{storeSetId}',

  importStores: 'POST /imports',
  confirmImport: 'POST /imports/{importId}/confirm',
  getImport: 'GET /imports/{importId}',

  createPromotion: 'POST /promotions',
  updatePromotion: 'POST /promotions/{promotionId}',
  raiseBudget: 'POST /promotions/{promotionId}/budget',
  copyPromotion: 'POST /promotions/{promotionId}/copies',
  listPromotions: 'GET /promotions',
  getPromotion: 'GET /promotions/{promotionId}',
  launchCheck: 'GET /promotions/{promotionId}/launch-check',
  launchPromotion: 'POST /promotions/{promotionId}/launch',
  pausePromotion: 'POST /promotions/{promotionId}/pause',
  resumePromotion: 'POST /promotions/{promotionId}/resume',
  createBatch: 'POST /promotions/{promotionId}/batches',
  updateBatch: 'POST /batches/{batchId}',
  askApproval: 'POST /promotions/{promotionId}/approvals',
  listApprovals: 'GET /approvals',
  decideApproval: 'POST /approvals/{approvalId}',
  stopBatch: 'POST /batches/{batchId}/stop',
  createDeal: 'POST /promotions/{promotionId}/deals',
  updateDeal: 'POST /deals/{dealId}',
  stopDeal: 'POST /deals/{dealId}/stop',

  uploadPicture: 'POST /pictures',
  getPicture: 'GET /pictures/{picture}',

  listOffers: 'GET /offers',
  getBatch: 'GET /batches/{batchId}',
  getDeal: 'GET /deals/{dealId}',
  listOpenGroups: 'GET /deals/{dealId}/groups',
  getGroup: 'GET /groups/{groupId}',
  claimCoupon: 'POST /batches/{batchId}/coupons',
  listMyCoupons: 'GET /me/coupons',
  getCoupon: 'GET /me/coupons/{couponId}',
  showCode: 'POST /me/codes',
  listMyVouchers: 'GET /me/vouchers',
  getVoucher: 'GET /me/vouchers/{voucherId}',

  previewRedemption: 'POST /redemptions/preview',
  redeem: 'POST /redemptions',
  previewByOrder: 'POST /redemptions/assisted/preview',
  redeemByOrder: 'POST /redemptions/assisted',
  undoRedemption: 'POST /redemptions/{redemptionId}/undo',
  listRedemptions: 'GET /stores/{storeId}/redemptions',

  registerDevice: 'POST /devices',
  syncRedemptions: 'POST /devices/{deviceId}/redemptions',

  listExceptions: 'GET /exceptions',
  resolveException: 'POST /exceptions/{exceptionId}/resolve',

  listMessageTemplates: 'GET /messages/templates',
  allowMessages: 'POST /me/messages',

  placeOrder: 'POST /deals/{dealId}/orders',
  listMyOrders: 'GET /me/orders',
  getOrder: 'GET /me/orders/{orderId}',
  payOrder: 'POST /orders/{orderId}/pay',
  cancelOrder: 'POST /orders/{orderId}/cancel',
  quoteRefund: 'POST /orders/{orderId}/refund-quote',
  requestRefund: 'POST /orders/{orderId}/refunds',

  giveGift: 'POST /gifts',
  getGift: 'GET /gifts/{giftToken}',
  cancelGift: 'POST /gifts/{giftToken}/cancel',
  takeGift: 'POST /gifts/{giftToken}/take',
} as const

export type RouteName = keyof typeof routes

/** Where payment channels call back: no operations of ours, so they stand in no contract. */
export const callbacks = {
  wechatPay: 'POST /callbacks/wechat-pay',
  alipay: 'POST /callbacks/alipay',
} as const
