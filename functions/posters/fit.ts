import { type Box, box, type Style, text } from './box.ts'
import { set } from './set.ts'

/** How large a text may be, and in what room, in units of the panel. */
export interface Room {
  width: number
  height: number
  most: number
  least: number
}

/**
 * The largest type in which these words fit their room, as their box; undefined where not even the least does. `oneLine`: words that
 * are never broken.
 */
export async function fitted(words: string, room: Room, style: Style, oneLine = false): Promise<Box | undefined> {
  const whole: Style = oneLine ? { whiteSpace: 'nowrap' } : { textWrap: 'balance' }
  const at = (size: number) => text(words, { lineHeight: 1.3, ...style, ...whole, fontSize: size })
  let [low, high] = [room.least, room.most]
  if (!(await fits(at(low), room))) return undefined
  if (await fits(at(high), room)) return at(high)
  // To the eye the last percents are the same.
  while (high - low > room.most / 50) {
    const middle = (low + high) / 2
    if (await fits(at(middle), room)) low = middle
    else high = middle
  }
  return at(low)
}

async function fits(words: Box, { width, height }: Room): Promise<boolean> {
  const nowrap = words.props.style.whiteSpace === 'nowrap'
  // Measured in more room than there is, so that what goes over the edge shows.
  const wall = box(
    { width: nowrap ? width * 20 : width, flexDirection: 'column', alignItems: nowrap ? 'flex-start' : 'stretch' },
    words,
  )
  const { placed } = await set(wall, nowrap ? width * 20 : width, height * 20)
  const at = placed.find((one) => one.text !== undefined)
  return at !== undefined && at.height <= height && at.width <= width
}
