/**
 * Every metric that is written, and nothing else may be named by an alarm or the dashboard (a test). What is counted once for each fact is
 * counted by the feed, with the commit that derives it; what is counted for each call, by the function that was called. What ends in
 * Seconds is an age. For types and tests alone: a bundle holds none of it.
 */
export const metricNames = [
  // Once for each fact, by the feed.
  ...(['Claimed', 'Redeemed', 'Undone', 'CheckedIn', 'Ordered', 'Paid', 'PaidLate', 'Refunded', 'PaymentsHeld'] as const),
  // Once for each call that was refused, and why in `reason`. Faults are answers of 5xx.
  ...(['VerificationFailed', 'Shed', 'Faults'] as const),
  // Of the feed: a record that failed, as often as it did, and how old it was by then.
  ...(['FeedFailed', 'FeedHeldUpSeconds'] as const),
  // Of a run of the jobs: the oldest of what it looked at that is still not done, and what failed.
  ...(['JobsFailed', 'JobsLateSeconds', 'OldestUnpaidSeconds', 'OldestRefundSeconds'] as const),
  // A message to a guest, or a report to WeChat, that was given up.
  'OutboxFailed',
] as const

export type Metric = (typeof metricNames)[number]
