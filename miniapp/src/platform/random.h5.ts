/** Bytes of chance for a key. */
export const randomBytes = async (count: number): Promise<Uint8Array> => crypto.getRandomValues(new Uint8Array(count))
