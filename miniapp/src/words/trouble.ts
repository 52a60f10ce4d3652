import { Lost, Refusal } from '../api/trouble'
import { common } from './everywhere'

/** What went wrong as a sentence for the reader; the server's own words where it gave any. */
export function troubleWords(trouble: unknown): string {
  if (trouble instanceof Refusal) return trouble.message || common.fault
  if (trouble instanceof Lost) return trouble.why === 'timeout' ? common.timeout : common.offline
  return common.fault
}
