import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { picture } from '../browser.ts'

/** Somebody with a browser of their own. */
export interface Person {
  page: Page
  /** What went wrong in the page: exceptions, errors in the console, answers of 500 and more. */
  faults: string[]
  /** Goes to an address as if it had been typed or tapped in a chat: nothing to go back to. */
  open(url: string): Promise<void>
  /** Waits for the element that can be seen, of all the pages that the router keeps. */
  see(id: string): Promise<string>
  tap(id: string): Promise<void>
  type(id: string, text: string): Promise<void>
  /** Whether it can be seen now. */
  sees(id: string): Promise<boolean>
  /** Waits until the visible element reads so. */
  reads(id: string, text: string | RegExp): Promise<void>
  /** Chooses who to be on the sandbox's login page, and comes back. */
  become(openid: string): Promise<void>
  /** Ids that can be seen and start so; waits for the first. */
  ids(start: string): Promise<string[]>
  picture(name: string): Promise<void>
  /** Throws where the page is wider than its window. */
  fits(): Promise<void>
}

/** How long an action waits, as a machine under load needs it, and in how many looks. */
const patience = { ms: 30_000, looks: 6 }

/** A fresh profile in the browser. */
export async function person(browser: Browser, options: BrowserContextOptions, name: string): Promise<Person> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(patience.ms)
  let page = await context.newPage()
  const faults: string[] = []
  let pictures = 0
  const watch = (watched: Page) => {
    watched.on('pageerror', (error) => faults.push(error.stack ?? error.message))
    watched.on('console', (said) => {
      // A refusal is an answer, and the browser notes every answer above 399.
      if (said.type() === 'error' && !/status of 4\d\d/.test(said.text())) faults.push(said.text())
    })
    watched.on('response', (answer) => {
      if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`)
    })
  }
  watch(page)
  const visible = (id: string) => page.locator(`[id="${id}"]:visible`).last()
  /** An action clings to the element it finds first: one that is on a page being left must be found anew on the page that comes. */
  async function found(id: string): Promise<void> {
    for (let tries = 1; tries < patience.looks; tries++) {
      const ready = await visible(id)
        .click({ trial: true, timeout: patience.ms / patience.looks })
        .then(() => true)
        .catch((error: Error) => {
          if (error.name !== 'TimeoutError') throw error
          return false
        })
      if (ready) return
    }
  }
  return {
    get page() {
      return page
    },
    faults,
    open: async (url) => {
      // A new tab has no history.
      const before = page
      page = await context.newPage()
      watch(page)
      await before.close()
      await page.goto(url)
    },
    see: async (id) => {
      await visible(id).waitFor()
      return (await visible(id).textContent()) ?? ''
    },
    tap: async (id) => {
      await found(id)
      await visible(id).click()
    },
    type: async (id, text) => {
      await found(id)
      await visible(id).fill(text)
    },
    sees: (id) => visible(id).isVisible(),
    reads: (id, text) => visible(id).filter({ hasText: text }).waitFor(),
    become: async (openid) => {
      await page.locator(`#person-${openid}`).click()
    },
    ids: async (start) => {
      const all = page.locator(`[id^="${start}"]:visible`)
      await all.first().waitFor()
      return all.evaluateAll((found) => found.map(({ id }) => id))
    },
    fits: async () => {
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      if (wider > 0) throw new Error(`${page.url()} is ${wider} px wider than its window`)
    },
    picture: async (of) => {
      await picture(page, `${name}-${String(++pictures).padStart(2, '0')}-${of}`)
    },
  }
}
