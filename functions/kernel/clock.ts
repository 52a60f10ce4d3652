/**
 * The one clock. In the cloud it is the machine's; on one machine the sandbox may move it forward (never back), and the offset
 * is kept beside the data. Rules take `now` as a value and never read this.
 */
export const clock = {
  offsetMs: 0,
  now(): Date {
    return new Date(Date.now() + clock.offsetMs)
  },
}
