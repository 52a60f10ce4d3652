/**
 * The port to whoever moves the money; WeChat Pay (wechat-pay/) and Alipay (alipay/) stand behind it. It says what a channel said and
 * judges nothing: what a fact means for an order is decided in one place, whether it came by callback, query or bill.
 */
export interface Channel {
  readonly name: ChannelName
  /** Whom this channel pays. Goes into the pointer of an attempt, before the channel is called. */
  readonly account: Account
  /**
   * Asks for a payment and answers what the guest's side takes to go on. The same number must come with the same fields for life:
   * then asking again is harmless, and gives a fresh handover.
   */
  prepay(asked: PaymentAsked): Promise<Outcome<Handover>>
  query(outTradeNo: string): Promise<Outcome<PaymentFact>>
  /** By the channel's own number, which exists from the payment on. */
  queryTransaction(transactionId: string): Promise<Outcome<PaymentFact>>
  /** `closed`, or `absent`: the channel has no such trade to close. Afterwards a query tells what truly came of it. */
  close(outTradeNo: string): Promise<Outcome<'closed' | 'absent'>>
  /** Known means accepted: the money has arrived only where the fact says `done`. */
  refund(asked: RefundAsked): Promise<Outcome<RefundFact>>
  queryRefund(refund: { outTradeNo: string; refundNo: string }): Promise<Outcome<RefundFact>>
  /** Verifies and opens a callback: names of headers in lower case, the body byte for byte. Never throws. */
  notice(headers: Headers, body: Buffer): Notice
}

export type ChannelName = 'wechat-pay' | 'alipay'
export type Headers = { readonly [name: string]: string | undefined }

/** In service-provider mode both sides of each, joined by `/`: the provider's, then the merchant's own. */
export interface Account {
  appid: string
  mchid: string
}

/**
 * What came of asking a channel. `unknown`: it may or may not have been done (no answer, an answer that nobody signed, busy), so ask
 * how it stands and then again under the same number; never a reason to take a new one. `refused`: nothing was done.
 */
export type Outcome<Fact> =
  | { kind: 'known'; fact: Fact }
  | { kind: 'unknown'; why: string }
  | { kind: 'refused'; code: string; next: Next }

/** What a refusal asks for. None of them means that a payment or a refund has failed for good. */
export type Next =
  /** The trade stands otherwise than we believe: query it. */
  | 'query'
  /** This number is over: a new attempt takes a new one. */
  | 'renumber'
  /** There is too little on the merchant's account: the same number again later. */
  | 'top_up'
  /** Nothing that a machine may do: somebody looks at it. */
  | 'human'

export interface PaymentAsked {
  /** 6 to 32 of 0-9 A-Z a-z. */
  outTradeNo: string
  amountFen: number
  /** What the guest reads at the channel. */
  title: string
  /** The last instant to pay. It does not close the trade. */
  payBy: string
  /** Who pays, as WeChat knows them under our app. */
  openid?: string
  /** Alipay sends the guest back there. It proves nothing. */
  returnUrl?: string
}

/** What the guest's side goes on with: wx.requestPayment takes all of the first but `kind`, a browser goes to the url of the other. */
export type Handover =
  | { kind: 'wechat-pay'; timeStamp: string; nonceStr: string; package: string; signType: 'RSA'; paySign: string }
  | { kind: 'alipay'; url: string }

export interface RefundAsked {
  outTradeNo: string
  /** One for life: whoever asks again under it gets the same refund. */
  refundNo: string
  amountFen: number
  /** What was paid in all. */
  totalFen: number
  /** Shown to the guest. */
  reason: string
}

export interface PaymentFact {
  channel: ChannelName
  outTradeNo: string
  /**
   * `paid` also after any refund. `paying`: the guest is at it. `absent`: the channel has no such trade (yet: a guest may still open what
   * was handed over, until payBy).
   */
  state: 'paid' | 'paying' | 'unpaid' | 'closed' | 'absent'
  /** Below: where the channel says them, and for `paid` always but where the source has none. */
  transactionId?: string
  /** RFC 3339. */
  paidAt?: string
  /** The price that was asked for, not what was left of it after the channel's own coupons. */
  amountFen?: number
  currency?: string
  account?: Account
}

export interface RefundFact {
  channel: ChannelName
  outTradeNo: string
  refundNo: string
  /** `abnormal`: the guest's card takes no money; not final. `closed`: only now a new number. `absent`: never accepted, the same number again. */
  state: 'processing' | 'done' | 'abnormal' | 'closed' | 'absent'
  /** The channel's own number. */
  refundId?: string
  amountFen?: number
  /** RFC 3339. */
  doneAt?: string
}

/** A callback, verified and opened. `refused`: answer 4xx, and count the reason. `other`: genuine, but nothing that we know of. */
export type Notice =
  | { kind: 'payment'; id: string; key: string; fact: PaymentFact }
  | { kind: 'refund'; id: string; key: string; fact: RefundFact }
  | { kind: 'other'; id: string; key: string; event: string }
  | { kind: 'refused'; reason: string }
