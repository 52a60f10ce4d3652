/**
 * What people would use instead of Footfall, driven through its public API over HTTP: cart with a coupon, order, payment settled. A peer keeps its own
 * packages in its own folder; nothing of it is in the product's lock. It is set up as its own words advise (docs/decisions/0036).
 */
export interface Peer {
  /** 'Vendure'. */
  name: string
  /** '3.7.3', of the package that serves. */
  version: string
  /** What stands beside its figures: 'Vendure 3.7.3, SQLite'. */
  who: string
  /**
   * A server in processes of its own, on a copy of a shop that was filled before; one at a time. The first time it installs the packages and fills
   * the shop, which is not in `readyMs`. Rejects with LeftOut where this machine lacks what it needs.
   */
  start(): Promise<Running>
  /** Cart with the coupon, order, payment settled; `n` makes the buyer another each time. Rejects when any step fails. */
  journey(n: number): Promise<void>
  /** `buyers` at once, each another customer, on a coupon that `limit` orders may have. */
  exactness(buyers: number, limit: number): Promise<Outcome>
  /** `left` buyers come as far as payment and go; `honest` buyers follow on the same coupon, whose limit is `left`: how those fared. */
  abandoned(left: number, honest: number): Promise<Outcome>
  /** Milliseconds of the step that applies a coupon, one buyer at a time, where the shop has so many promotions. Starts and stops its own servers. */
  growth(promotions: number[]): Promise<{ promotions: number; ms: number[] }[]>
  /** Removes what it wrote outside its folder: shops, databases. */
  remove(): Promise<void>
}

export interface Running {
  /** The process that serves. */
  pid: number
  /** From the start of the process to its first answer over HTTP. */
  readyMs: number
  base: string
  /** Ends every process it started. */
  stop(): Promise<void>
  /** User and system seconds so far of its processes, children included; a database server apart is part of it. NaN where there is no /proc. */
  cpuSeconds(): number
  /** Resident bytes of the same processes; what they share counts once. */
  rssBytes(): number
}

/** How many had the coupon at the price they saw, and what the others were told. */
export interface Outcome {
  /** Orders paid with the coupon's discount, counted by the shop itself afterwards. */
  sold: number
  /** What a buyer without the coupon was told, by code, with how many. */
  losers: { [code: string]: number }
  /** Answers of status 500 or above; in GraphQL also an answer of 200 that carries an internal error. */
  serverErrors: number
}
