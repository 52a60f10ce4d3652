import { couponJourneys } from './coupon.ts'
import type { Brought, Job, Storm } from './job.ts'
import { paidJourneys } from './paid.ts'
import { storm } from './storm.ts'

/** The load generator, in a process of its own: what it takes is no part of what the server is seen to take. */
process.on('message', (asked: Job | Storm) => {
  const work = asked.kind === 'storm' ? storm(asked) : asked.kind === 'paid' ? paidJourneys(asked) : couponJourneys(asked)
  work.then(
    (brought: Brought) => process.send?.({ brought }),
    (error: Error) => process.send?.({ failed: error.stack }),
  )
})
