import { deliverAlipay } from '../alipay/notify.ts'
import type { SandboxClock } from '../clock.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Bill } from './bills.ts'
import { type Book, openBook } from './book.ts'
import { Courier } from './courier.ts'
import { deliverWechat, type Post, postTo } from './deliver.ts'
import type { ChannelKeys } from './keys.ts'
import { settleRefunds } from './refund-view.ts'

/** The payment channels that the sandbox stands for. */
export interface Pay {
  keys: ChannelKeys
  book: Book
  courier: Courier
  post: Post
  /** The numbers of the refunds that are on their way. */
  processing: Set<string>
  /** Bills that can be downloaded, by their token. */
  bills: Map<string, Bill>
  /** Lets everything happen that is due by now; answers when the next of it is. */
  settle(): number | undefined
}

export interface PayOptions {
  keys: ChannelKeys
  /** Where the channels keep what they know; without it they forget it at the end. */
  file?: string | undefined
  /** How callbacks leave; to addresses of this machine, unless a test takes them itself. */
  post?: Post
  /** Whether callbacks set out by themselves as time goes by; else only when somebody calls `courier.run`. */
  wakes?: boolean
  /** How many callbacks are under way at once. */
  atOnce?: number
}

export function openPay({ keys, file, post = postTo(), wakes = true, atOnce = 16 }: PayOptions, clock: SandboxClock): Pay {
  const book = openBook(file)
  const processing = new Set<string>()
  for (const { outRefundNo, status } of book.refunds.values()) if (status === 'PROCESSING') processing.add(outRefundNo)
  const pay: Pay = {
    ...{ keys, book, post, processing },
    courier: new Courier({ notices: book.notices, clock, settle: () => pay.settle(), atOnce, wakes }),
    bills: new Map(),
    settle: () => undefined,
  }
  return pay
}

/** Called once, when everything is there that a callback may need. */
export function startPay(sandbox: Sandbox): void {
  const { pay } = sandbox
  pay.settle = () => settleRefunds(sandbox, pay.processing)
  const carriers = { 'wechat-pay': deliverWechat, alipay: deliverAlipay }
  pay.courier.start((notice) => carriers[notice.channel](sandbox, notice))
}
