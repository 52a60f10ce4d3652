import { randomUUID } from 'node:crypto'
import { contentFaults, forgeries, type Rule } from '../faults.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Notice } from './book.ts'
import { type Carried, sealedNotice } from './notice-body.ts'
import { signOff } from './sign-off.ts'

/** Posts to an address and tells the status and the beginning of the answer; throws where nobody answers in time. */
export type Post = (url: string, headers: { [name: string]: string }, body: string) => Promise<{ status: number; body: string }>

const patienceMs = 5_000

/** As WeChat does: five seconds, no redirect followed, and nothing but addresses of this machine. */
export const postTo =
  (waitMs = patienceMs): Post =>
  async (url, headers, body) => {
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)) throw new Error(`${url} is not on this machine`)
    const signal = AbortSignal.timeout(waitMs)
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
    return { status: answer.status, body: (await answer.text()).slice(0, 1000) }
  }

const copying = ['duplicate', 'concurrent'] as const

/** One try of a callback of WeChat Pay: sealed anew, signed now, and wrong where somebody asked for that. Only 200 and 204 take it. */
export async function deliverWechat(sandbox: Sandbox, notice: Notice): Promise<boolean> {
  const about = { outTradeNo: notice.about, event: notice.event, channel: notice.channel }
  const wrong = sandbox.faults.strike('callback', about, [...forgeries, ...contentFaults])
  const copies = sandbox.faults.strike('callback', about, copying)
  const send = () => sendOnce(sandbox, notice, wrong)
  if (copies?.fault === 'concurrent') {
    const all = await Promise.all(Array.from({ length: copies.copies + 1 }, send))
    return all.some(Boolean)
  }
  let taken = await send()
  for (let copy = 0; copy < (copies?.copies ?? 0); copy += 1) taken = (await send()) || taken
  return taken
}

async function sendOnce(sandbox: Sandbox, notice: Notice, wrong: Rule | undefined): Promise<boolean> {
  const { pay, clock } = sandbox
  const forged = forgeries.find((forgery) => forgery === wrong?.fault)
  const content = contentFaults.find((fault) => fault === wrong?.fault)
  const carried: Carried = sealedNotice(notice, pay.keys, content)
  const signed = signOff(carried.body, pay.keys.wechatPay.pinned.serial, pay.keys, clock.now(), forged)
  const headers = {
    'content-type': carried.type,
    accept: '*/*',
    'user-agent': 'Mozilla/4.0',
    'request-id': randomUUID(),
    ...(content !== 'xml' && signed.headers),
  }
  return tell(
    sandbox,
    notice,
    wrong?.fault,
    () => pay.post(notice.url, headers, signed.body),
    ({ status }) => [200, 204].includes(status),
  )
}

/** Runs one try and writes it into the journal; who does not answer has not taken it. */
export async function tell(
  { journal, clock }: Sandbox,
  notice: Notice,
  fault: string | undefined,
  post: () => ReturnType<Post>,
  isTaken: (answer: Awaited<ReturnType<Post>>) => boolean,
): Promise<boolean> {
  const asked = {
    ...{ id: notice.id, event: notice.event, about: notice.about, try: String(notice.tries + 1) },
    ...(fault !== undefined && { fault }),
  }
  const write = (answered: { [name: string]: string | number }) =>
    journal.write({ at: clock.now().toISOString(), what: `callback to ${new URL(notice.url).pathname}`, asked, answered })
  try {
    const answer = await post()
    write({ status: answer.status, ...(answer.status >= 300 && { said: answer.body.slice(0, 300) }) })
    return isTaken(answer)
  } catch (error) {
    write({ lost: (error as Error).message })
    return false
  }
}
