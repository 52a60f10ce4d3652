/** Where the bytes of pictures lie: in a folder where one machine serves, in S3 where it does not. */
export interface Shelf {
  /** The same name always has the same bytes, so putting again is harmless. */
  put(name: string, type: string, bytes: Uint8Array): Promise<void>
  get(name: string): Promise<Uint8Array | undefined>
}

/**
 * The shelf of this process. The comparison stands here word for word, as in ../table/open.ts, so that a bundle holds one
 * of the two only.
 */
export const shelf: Shelf = await openShelf()

async function openShelf(): Promise<Shelf> {
  if (process.env.FOOTFALL_TABLE === 'dynamodb') {
    const { openBucket } = await import('./bucket.ts')
    return openBucket(process.env.FOOTFALL_PICTURES ?? '')
  } else {
    const { openFolder } = await import('./folder.ts')
    return openFolder(process.env.FOOTFALL_DATA ?? '.footfall')
  }
}
