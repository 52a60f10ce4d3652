export const printPage: (() => void) | undefined = () => window.print()

/** What a QR of the store holds: any phone's camera opens the page that checks in. */
export const linkTo = (storeId: string, qr: string): string =>
  `${location.origin}/guest/pages/check-in/index?storeId=${storeId}&qr=${qr}`
