/** Compiled in: a mini-program may only call addresses registered for it. */
export const apiBase = async (): Promise<string> => FOOTFALL_API
