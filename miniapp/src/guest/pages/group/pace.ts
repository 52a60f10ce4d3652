/** While people join the page asks again soon; while nothing happens ever more rarely. Milliseconds. */
export const soonest = 2000
export const rarest = 15_000

/** How long to wait after an answer that brought something new, or nothing. */
export function nextPause(pause: number, changed: boolean): number {
  return changed ? soonest : Math.min(rarest, Math.round(pause * 1.4))
}

/** Whether there is anything to wait for. */
export const isMoving = (state: string): boolean => state === 'open' || state === 'full' || state === 'ending'
