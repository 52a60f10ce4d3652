/** Only WeChat itself can send them. */
export const canAskForMessages = false

export const askForMessages = async (_templateIds: string[]): Promise<string[]> => []
