/** The page of the mini-program, and of the web app, that shows a thing. No zod here: the mini-program bundles this file. */
const pages = {
  batch: '/pages/offer/index?batchId=',
  deal: '/guest/pages/deal/index?dealId=',
  group: '/guest/pages/group/index?groupId=',
  store: '/guest/pages/store/index?storeId=',
} as const

export const pathOf = ({ kind, id }: { kind: keyof typeof pages; id: string }): string => pages[kind] + id

/** Where a scanned code arrives; a mini-program code names the page without the slash. */
export const scanPage = 'guest/pages/scan/index'
export const scanPath = (scene: string): string => `/${scanPage}?scene=${scene}`
