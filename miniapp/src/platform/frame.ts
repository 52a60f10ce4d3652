/** WeChat gives every page the whole width. */
export const useFrame = (_wide: boolean): void => {}
