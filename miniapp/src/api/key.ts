const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

/** An Idempotency-Key: one for each thing a person means to do, kept until it is answered. */
export function newKey(): string {
  let key = Date.now().toString(36)
  while (key.length < 28) key += letters.charAt(Math.floor(Math.random() * letters.length))
  return key
}
