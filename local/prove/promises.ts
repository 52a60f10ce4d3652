/** Where a promise is tried: a suite of tests, whole or by the titles that are of it. */
export interface Where {
  file: string
  titles?: RegExp
}

export interface Kept {
  /** What `npm run prove -- NAME` runs. */
  name: string
  /** The words of reliability.md that it keeps; every word there is some promise's (lines.test.ts). */
  lines: string[]
  where: Where[]
}

/** The races run over HTTP against the local stack, on SQLite on disk and, where Java is, on DynamoDB Local. */
const onStack = (titles: RegExp): Where[] =>
  ['sqlite', 'dynamodb'].map((engine) => ({ file: `local/races/${engine}.test.ts`, titles }))
const whole = (...files: string[]): Where[] => files.map((file) => ({ file: `${file}.test.ts` }))
const some = (file: string, titles: RegExp): Where => ({ file: `${file}.test.ts`, titles })

export const races: Kept[] = [
  {
    name: 'stock',
    lines: ['stock'],
    where: [
      ...onStack(/claims at once.*(guests with five tries|last one is found|killed in the middle)/),
      ...whole('functions/coupons/flash', 'functions/coupons/rush', 'functions/coupons/claim', 'local/simulation/simulation'),
    ],
  },
  { name: 'member-cap', lines: ['per-member cap'], where: onStack(/ten different keys at once/) },
  { name: 'day-cap', lines: ['per-day cap'], where: onStack(/limits at once.*a day/) },
  { name: 'budget', lines: ['promotion budget'], where: onStack(/limits at once.*(budget pays)/) },
  { name: 'gift', lines: ['gift taken twice'], where: [...onStack(/gifts at once/), ...whole('functions/gifts/at-once')] },
  {
    name: 'seat',
    lines: ['group seat', 'last two payers', 'expiry against last payment', 'one member, two devices', 'leader leaving'],
    where: [
      ...onStack(/seats at once|against the end of the group/),
      ...whole('functions/deals/seating', 'functions/deals/groups'),
    ],
  },
  {
    name: 'voucher',
    lines: ['voucher k-of-n'],
    where: [...onStack(/pass of five/), some('functions/vouchers/races', /counters|uses/)],
  },
  { name: 'redemption', lines: ['redemption twice'], where: onStack(/two who redeem|redeemed the same ten codes/) },
  {
    name: 'redemption-refund',
    lines: ['redemption against refund'],
    where: [...onStack(/a use against a refund/), some('functions/vouchers/races', /against a refund/)],
  },
  { name: 'undo', lines: ['undo twice'], where: [...onStack(/two who undo/), some('functions/vouchers/races', /two undos/)] },
  {
    name: 'refund-total',
    lines: ['refund total'],
    where: [...onStack(/ten refunds at once/), some('functions/payments/refunds', /./)],
  },
  { name: 'check-in', lines: ['check-in twice'], where: onStack(/check-ins at once/) },
  { name: 'streak', lines: ['streak reward'], where: onStack(/rewards at once/) },
  {
    name: 'invitation',
    lines: ['invitation used twice'],
    where: [...onStack(/invitation taken by ten/), some('functions/staff/invitations', /once/)],
  },
  {
    name: 'raise',
    lines: ['budget raised twice'],
    where: [...onStack(/raised by twenty/), some('functions/promotions/budget', /raise/)],
  },
  { name: 'key', lines: ['idempotency key reused'], where: onStack(/the same key/) },
]

const table = 'functions/kernel/table/'
const pay = 'local/sandbox/pay/'
const wechat = 'functions/payments/wechat-pay/'
export const faults: Kept[] = [
  {
    name: 'dynamodb',
    lines: [
      'DynamoDB',
      'throttling',
      'conditional failure storms',
      'transaction conflict (injected: the local engine never reports one)',
      'timeout before and after commit',
    ],
    where: whole(`${table}faults`, `${table}contract`, `${table}processes`, 'local/simulation/simulation'),
  },
  {
    name: 'stream',
    lines: ['partial batch', 'stream record redelivered', 'out of order across keys', 'poison record'],
    where: whole(
      'local/feed/pump',
      'local/feed/pump-faults',
      'local/feed/dynamodb',
      'functions/events/events',
      'functions/events/replay',
    ),
  },
  {
    name: 'wechat-delivery',
    lines: ['WeChat Pay', 'everything in ../facts/wechatpay.md section 7'],
    where: whole(`${pay}courier`, 'functions/payments/payments', 'functions/payments/facts'),
  },
  {
    name: 'wechat-authenticity',
    lines: [],
    where: whole(`${wechat}notice`, `${wechat}vectors`, 'functions/payments/callbacks', `${pay}independent`),
  },
  {
    name: 'wechat-content',
    lines: [],
    where: [some('functions/payments/callbacks', /wrong|nobody|event/), ...whole('functions/payments/facts')],
  },
  { name: 'wechat-api', lines: [], where: whole(`${wechat}sandbox`, `${wechat}unclear`, `${pay}faults`) },
  {
    name: 'wechat-life',
    lines: [],
    where: whole('functions/payments/last-looks', 'functions/payments/two-channels', 'functions/payments/permutation'),
  },
  {
    name: 'wechat-refund',
    lines: [],
    where: whole(
      'functions/payments/refunds',
      'functions/payments/refund-facts',
      'functions/payments/early-refunds',
      `${pay}refunds`,
    ),
  },
  { name: 'wechat-bill', lines: [], where: whole(`${wechat}bill`, `${pay}bills`) },
  {
    name: 'mini-program',
    lines: [],
    where: whole(
      'local/sandbox/mini/mini',
      'functions/members/login',
      'functions/members/words',
      'functions/messages/messages',
    ),
  },
  {
    name: 'killed',
    lines: [
      'Process killed between any two steps of claim, pay callback, group completion, refund; started again; the jobs run',
      'then no money is stuck, no coupon lost, nothing done twice',
      'seeded; each answer lost before or after the effect',
    ],
    where: whole('local/races/steps', 'local/races/killed', 'functions/payments/permutation'),
  },
]

export const ledger: Kept[] = [
  {
    name: 'ledger',
    lines: [
      'After any run',
      'coupons held + stock left = stock given',
      'money paid = kept + refunded + held with an alert',
      'vouchers issued = usable + used + refunded + expired',
      'every redemption has one clerk, one store, one holding',
      'running figures = figures rebuilt from the event log',
      '`npm run audit` runs the same check over a live table, read-only',
    ],
    where: [...onStack(/the ledger after all of it/), ...whole('local/audit/audit'), some('local/races/steps', /ledger/)],
  },
]

export const malice: Kept[] = [
  {
    name: 'tokens',
    lines: ['Tokens', 'wrong key, `alg` none, expired, other audience, other role, revoked staff'],
    where: whole('functions/kernel/access', 'functions/sessions/sessions', 'functions/sessions/desktop'),
  },
  {
    name: 'codes',
    lines: [
      'Codes',
      "expired, other member's, screenshot older than its window, typed-code guessing (limits per clerk, per store, per code), replayed check-in QR, impossible travel, many accounts on one device",
    ],
    where: [
      ...whole(
        'functions/redemptions/redemptions',
        'functions/redemptions/tries',
        'functions/checkins/checkins',
        'functions/checkins/typed',
      ),
      ...whole('functions/checkins/places', 'functions/checkins/rules'),
      ...onStack(/a hundred wrong typed codes/),
    ],
  },
  {
    name: 'owners',
    lines: [
      "Every operation that takes an id is called with somebody else's id, for each role (a generated matrix: operations x roles x owners)",
    ],
    where: whole('functions/kernel/owners', 'local/prove/covered'),
  },
  {
    name: 'fuzz',
    lines: [
      'Every schema is fuzzed (fast-check): never a 5xx, never a changed item, always a closed-list code',
      'Oversized, deep, wrong-typed, duplicate keys, prototype names, NUL, lone surrogates, 10^15+ numbers, negative money, dates out of range, unicode look-alikes, header injection, `..` in scenes',
    ],
    where: whole('functions/kernel/fuzz', 'functions/kernel/serve', 'local/gateway/event', 'functions/touchpoints/touchpoints'),
  },
  {
    name: 'callbacks',
    lines: [
      'Callbacks',
      'see the facts',
      'plus body up to the limit, 1,000 forged ones a second do not starve genuine ones and fetch nothing',
    ],
    where: whole('functions/payments/forged', 'functions/payments/callbacks'),
  },
  {
    name: 'limits',
    lines: ['Limits', 'per member and per IP on claim, login, typed codes', 'a 429 says when to come back'],
    where: whole('functions/kernel/pace', 'functions/coupons/pace', 'functions/redemptions/tries'),
  },
  {
    name: 'logs',
    lines: [
      'Logs carry ids, codes and durations, and never tokens, keys, openids, phone numbers or coordinates',
      'a test reads the log of the whole suite and finds none',
    ],
    where: whole('functions/kernel/log', 'local/prove/logs'),
  },
  {
    name: 'secrets',
    lines: ['Secrets come from SSM/Secrets Manager by reference', 'none in the repo, the bundle or the environment listing'],
    where: [...whole('local/bundle/said'), some('local/prove/secrets', /./)],
  },
  {
    name: 'personal-data',
    lines: ['Personal data', 'a member can export and erase', 'erasure keeps the ledger balanced'],
    where: whole('functions/privacy/export', 'functions/privacy/erasing', 'functions/privacy/back', 'functions/privacy/visits'),
  },
]

export const promises: Kept[] = [...races, ...faults, ...ledger, ...malice]
