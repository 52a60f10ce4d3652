import type { Browser, BrowserContextOptions } from 'playwright-core'
import { openBrowser } from '../browser.ts'
import { built } from '../miniprogram/build.ts'
import { type Person, person } from './person.ts'
import { type Stack, startStack } from './stack.ts'

export interface Stage {
  stack: Stack
  /** Somebody with a browser of their own; `name` begins the names of their pictures. */
  person(options: BrowserContextOptions, name: string): Promise<Person>
}

/** A step of the journey; where there is no browser that was said once, loudly, and the step does nothing. */
export type Step = (words: string, work: () => Promise<void>, milliseconds?: number) => void

/** A running stack with its web app, and people in a browser, for the tests of this file; `prepare` sets the scene. */
export function stage(
  prepare: (stage: Stage) => Promise<void>,
  { zone }: { zone?: string } = {},
): Pick<Stage, 'person'> & { step: Step } {
  let browser: Browser | undefined
  let stack: Stack | undefined
  const enter: Stage['person'] = (options, name) => {
    if (!browser) throw new Error('there is no browser')
    return person(browser, options, name)
  }
  beforeAll(async () => {
    await built('h5')
    browser = await openBrowser()
    if (!browser) return
    stack = await startStack({ web: true, ...(zone && { zone }) })
    // Stores open and days end: no journey may depend on the hour at which it is walked.
    await stack.untilMorning()
    await prepare({ stack, person: enter })
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  }, 30_000)
  return {
    person: enter,
    step: (words, work, milliseconds = 60_000) => {
      it(words, async () => (browser ? work() : undefined), milliseconds)
    },
  }
}
