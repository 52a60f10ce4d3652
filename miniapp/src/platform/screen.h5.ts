/** A web page may not touch the brightness; the page says to turn it up by hand. */
export const brightScreen = async (): Promise<() => void> => () => {}
