import type { Stack } from '../journey/stack.ts'
import { settled, wholeArrival } from './arrival.ts'
import { openMiniProgram } from './open.ts'
import type { Sent } from './pages.ts'

/** What a page hands to the view until it stands, on a phone whose owner has logged in before and nobody taps. */
export async function firstRender(stack: Stack, folder: string, route: string): Promise<Sent> {
  const { openid, at } = await wholeArrival(stack, route)
  const start = { folder, api: stack.api, login: () => stack.loginCode(openid), at, storage: new Map<string, string>() }
  const open = async () => {
    const app = openMiniProgram(start)
    try {
      await settled(app)
      const sent = app.sent.find((page) => page.route === route)
      if (!sent || app.errors.length > 0) throw new Error(`${route} did not open`, { cause: app.errors[0] })
      return sent
    } finally {
      app.close()
    }
  }
  // The first time is for logging in.
  await open()
  return open()
}
