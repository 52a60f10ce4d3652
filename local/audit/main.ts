import { setTimeout as pause } from 'node:timers/promises'
import { clock as kernelClock } from '../../functions/kernel/clock.ts'
import { localClock } from '../data/clock-file.ts'
import { Refusal } from '../refusal.ts'
import { settingsOf } from '../settings.ts'
import { root } from '../stack.ts'
import { audit, wrongTwice } from './audit.ts'
import { type Reading, readingOfDynamo, readingOfFolder } from './reading.ts'

/**
 * `npm run audit`: the ledger check over a live table, read-only. SQLite in FOOTFALL_DATA, or DynamoDB with FOOTFALL_TABLE=dynamodb,
 * AWS_ENDPOINT_URL_DYNAMODB where it is not AWS's, and FOOTFALL_TABLE_NAME. One line a law; exit code 1, and the ids at fault, where one
 * is broken. What is wrong is looked at once more after some seconds, since the feed comes a second after its facts.
 */
const secondLookMs = 5000
const mostTold = 50

process.removeAllListeners('warning')
try {
  const isDynamo = process.env.FOOTFALL_TABLE === 'dynamodb'
  const reading = isDynamo ? await dynamo() : folder()
  try {
    await judge(reading)
  } finally {
    reading.close()
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function judge(reading: Reading): Promise<void> {
  let laws = await audit(reading.sight, reading.items(), kernelClock.now())
  if (laws.some(({ wrong }) => wrong.length > 0)) {
    await pause(secondLookMs)
    laws = wrongTwice(laws, await audit(reading.sight, reading.items(), kernelClock.now()))
  }
  for (const { promise, counted, wrong } of laws) {
    console.log(
      `${wrong.length === 0 ? 'holds ' : 'BROKEN'}  ${promise} (${counted} looked at${wrong.length > 0 ? `, ${wrong.length} wrong` : ''})`,
    )
    for (const one of wrong.slice(0, mostTold)) console.log(`        ${one}`)
    if (wrong.length > mostTold) console.log(`        and ${wrong.length - mostTold} more`)
  }
  process.exitCode = laws.some(({ wrong }) => wrong.length > 0) ? 1 : 0
}

function folder(): Reading {
  const settings = settingsOf(process.env, [], root)
  if (settings.folder === undefined)
    throw new Refusal('What is kept in memory alone cannot be looked at: name a folder with FOOTFALL_DATA.')
  // What is usable and what is over hangs on the clock of that stack.
  localClock(kernelClock, settings.folder)
  return readingOfFolder(settings.folder)
}

async function dynamo(): Promise<Reading> {
  // A DynamoDB at an address of our own takes any region and keys, but the SDK wants to have some.
  if (process.env.AWS_ENDPOINT_URL_DYNAMODB) {
    process.env.AWS_REGION ??= 'local'
    process.env.AWS_ACCESS_KEY_ID ??= 'local'
    process.env.AWS_SECRET_ACCESS_KEY ??= 'local'
  }
  return readingOfDynamo(process.env.FOOTFALL_TABLE_NAME ?? 'footfall')
}
