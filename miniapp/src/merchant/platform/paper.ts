/** A mini-program prints nothing. */
export const printPage: (() => void) | undefined = undefined

/** What a QR of the store holds: inside WeChat the page that scans reads the code itself. */
export const linkTo = (_storeId: string, qr: string): string => qr
