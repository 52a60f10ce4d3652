import { createHmac } from 'node:crypto'
import { secrets } from './secrets.ts'

/**
 * A text that nobody without the key can tell from chance, and the same for the same words: what has to be found again without being
 * kept. `kind` keeps the hashes of one use apart from those of another.
 */
export async function pseudonym(kind: 'openid' | 'find' | 'phone', ...words: string[]): Promise<string> {
  const { pseudonym: key } = await secrets()
  return createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(JSON.stringify([kind, ...words]))
    .digest('base64url')
}
