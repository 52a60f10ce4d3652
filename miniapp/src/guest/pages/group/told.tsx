import { serverNow } from '../../../api/clock'
import { Notice } from '../../../components/notice'
import { useCountdown } from '../../../hooks/use-countdown'
import { language } from '../../../platform/language'
import { clockWords, leftWords } from '../../../words/time'
import { copy } from './copy'
import type { Group } from './use-group'

/** How the group stands for the reader, in words, with what happens next; nothing where there is a free seat and no own one. */
export function Told({ group }: { group: Group }) {
  const { state, mine, sponsored = 0, sponsoredSeats = 0, instead } = group
  const left = useCountdown(mine?.payBy)
  if (state === 'complete') {
    const note = sponsored > 0 ? `${copy.sponsored(sponsored)}。${copy.completeNote}` : copy.completeNote
    return <Notice id="told" kind="good" title={copy.complete} note={note} />
  }
  if (state === 'failed') return <Notice id="told" kind="calm" icon="undo" title={copy.failed} note={copy.failedNote} />
  if (mine?.state === 'held')
    return (
      <Notice id="told" kind="calm" title={copy.mineHeld} {...(left > 0 && { note: copy.payBy(leftWords(left, language)) })} />
    )
  if (state === 'ending') return <Notice id="told" kind="calm" title={copy.ending} note={copy.endingNote} />
  const maySponsor = sponsoredSeats > 0 ? copy.maySponsor(sponsoredSeats) : undefined
  if (mine) return <Notice id="told" kind="good" title={copy.mine} {...(maySponsor && { note: maySponsor })} />
  if (state === 'full') {
    const until = instead?.seatMayFreeAt
    const isLater = until !== undefined && Date.parse(until) > serverNow()
    return <Notice id="told" kind="calm" title={copy.full} {...(isLater && { note: copy.mayFree(clockWords(until)) })} />
  }
  return maySponsor ? <Notice id="told" kind="calm" icon="flag" title={maySponsor} /> : null
}
