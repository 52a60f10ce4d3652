/** The whole API on one page: operation -> method and path. No zod here: the mini-program bundles this file. */
export const routes = {
  getHealth: 'GET /health',
  getOpenApi: 'GET /openapi.json',

  login: 'POST /sessions',
  getMe: 'GET /me',
  updateMe: 'POST /me',
  listConsents: 'GET /me/consents',
  setConsent: 'POST /me/consents',
  listStaff: 'GET /staff',
  revokeStaff: 'POST /staff/{memberId}/revoke',

  listStores: 'GET /stores',
  getStore: 'GET /stores/{storeId}',

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

  listOffers: 'GET /offers',
  getBatch: 'GET /batches/{batchId}',
  claimCoupon: 'POST /batches/{batchId}/coupons',
  listMyCoupons: 'GET /me/coupons',
  getCoupon: 'GET /me/coupons/{couponId}',
  showCode: 'POST /me/codes',

  previewRedemption: 'POST /redemptions/preview',
  redeem: 'POST /redemptions',
  previewByOrder: 'POST /redemptions/assisted/preview',
  redeemByOrder: 'POST /redemptions/assisted',
  undoRedemption: 'POST /redemptions/{redemptionId}/undo',
  listRedemptions: 'GET /stores/{storeId}/redemptions',

  listExceptions: 'GET /exceptions',
  resolveException: 'POST /exceptions/{exceptionId}/resolve',

  giveGift: 'POST /gifts',
  getGift: 'GET /gifts/{giftToken}',
  cancelGift: 'POST /gifts/{giftToken}/cancel',
  takeGift: 'POST /gifts/{giftToken}/take',
} as const

export type RouteName = keyof typeof routes
