import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DynamoDBRecord } from 'aws-lambda'

/** A record that its function would not take, set aside so that those behind it get through. */
export interface DeadLetter {
  consumer: string
  at: string
  tries: number
  reason: string
  record: DynamoDBRecord
}

export interface DeadLetters {
  add(letter: DeadLetter): void
  all(): DeadLetter[]
}

/** Kept as lines of JSON beside the data, or, without a folder, as long as the process lives. */
export function deadLettersIn(folder: string | undefined): DeadLetters {
  if (folder === undefined) {
    const letters: DeadLetter[] = []
    return { add: (letter) => void letters.push(letter), all: () => letters }
  }
  const file = join(folder, 'dead-letters.jsonl')
  return {
    add: (letter) => appendFileSync(file, `${JSON.stringify(letter)}\n`, { mode: 0o600, flush: true }),
    all: () => (existsSync(file) ? linesOf(readFileSync(file, 'utf8')) : []),
  }
}

function linesOf(text: string): DeadLetter[] {
  // A crash while writing leaves half a line at the end; the record behind it is delivered again.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line): DeadLetter => JSON.parse(line))
}
