/** The server's clock, learnt from every answer: countdowns and days never hang on what the phone believes. */
let offset = 0

/** `header`: the server's instant; `sent` and `received`: the phone's clock around the question. */
export function offsetFrom(header: string, sent: number, received: number): number | undefined {
  const server = Date.parse(header)
  return Number.isNaN(server) ? undefined : server - (sent + received) / 2
}

export function learnTime(header: string | undefined, sent: number, received: number): void {
  const learnt = header === undefined ? undefined : offsetFrom(header, sent, received)
  if (learnt !== undefined) offset = learnt
}

export const serverNow = (): number => Date.now() + offset

/** How far the server's clock is ahead of this device's, in milliseconds. */
export const clockOffset = (): number => offset
