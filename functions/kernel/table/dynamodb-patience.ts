import { setTimeout as pause } from 'node:timers/promises'
import type { DynamoDBServiceException as ServiceException } from '@aws-sdk/client-dynamodb'
import { TableBusy, TableMisuse, TableUnavailable } from './table-faults.ts'

const maxTries = 16
const maxMs = 4_000
const firstPauseMs = 10
const longestPauseMs = 500

/** Marks an outcome that is worth another try soon: a conflict with another transaction, or keys that were left over. */
export class AgainSoon extends Error {}

/**
 * Runs one step until it gives something other than AgainSoon, with full jitter between tries; TableBusy when that takes too
 * many or too long. The SDK itself retries throttling, timeouts and server faults, but never a transaction's conflict.
 */
export async function patiently<T>(step: () => Promise<T>): Promise<T> {
  const until = performance.now() + maxMs
  for (let tries = 1; ; tries++) {
    try {
      return await step()
    } catch (error) {
      if (!(error instanceof AgainSoon)) throw explained(error)
      if (tries === maxTries || performance.now() > until) {
        throw new TableBusy('Others kept writing the same items, so this was given up.', error)
      }
      await pause(Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** tries))
    }
  }
}

/** What an error that the SDK gave up on means to us. */
function explained(error: unknown): unknown {
  const { name = '', message = '', code = '', $metadata } = error as Partial<ServiceException> & { code?: string }
  if (name === 'ResourceNotFoundException') return new TableUnavailable('There is no such DynamoDB table.', error)
  if (refusals.test(message)) return new TableMisuse(message, error)
  if (overload.has(name)) return new TableBusy('DynamoDB has no room for this call now.', error, true)
  const isLost = lost.has(name) || lost.has(code) || ($metadata?.httpStatusCode ?? 0) >= 500
  return isLost ? new TableBusy('DynamoDB did not answer in time; a write may have been made.', error) : error
}

/** What only the engine can find out about a change: how large the item becomes, and whether `add` meets a number. */
const refusals = /Item size to update has exceeded|incorrect data type|Number overflow/

const overload = new Set([
  'ThrottlingException',
  'ThrottlingError',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'LimitExceededException',
])

const lost = new Set([
  'TimeoutError',
  'RequestTimeout',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])
