/** WeChat asks for its own agreement; a browser has none. */
export const PrivacyGate = () => null
export const openAgreement: (() => void) | undefined = undefined
