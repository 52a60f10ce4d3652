/** What WeChat sends. */
export interface ShareCard {
  title: string
  path: string
  imageUrl?: string
}

/** The path of the card: whoever opens it may take the gift. */
export const giftPath = (giftToken: string): string => `/guest/pages/gift/index?gift=${giftToken}`
