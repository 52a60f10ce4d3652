import { serverNow } from '../../api/clock'
import { Notice } from '../../components/notice'
import { language } from '../../platform/language'
import { momentWords } from '../../words/time'
import { copy } from './copy'
import type { Standing } from './standing'
import type { Offer } from './use-offer'

/** Where the guest stands, in words, with what to do next; nothing when it is simply open. */
export function StandingNotice({ offer, standing }: { offer: Offer; standing: Standing }) {
  switch (standing.is) {
    case 'open':
      return null
    case 'held':
      return <Notice id="held" kind="good" title={copy.held} note={copy.heldNote} />
    case 'all_used':
      return <Notice id="held" kind="good" title={copy.allUsed} note={copy.allUsedNote} />
    case 'not_started': {
      const when = momentWords(offer.claim.from, serverNow(), language)
      return <Notice id="closed" kind="calm" title={copy.notStarted(when)} note={copy.notStartedNote} />
    }
    case 'ended':
      return <Notice id="closed" kind="calm" title={copy.ended} note={copy.endedNote} />
    case 'paused':
      return <Notice id="closed" kind="calm" title={copy.pausedFor(offer.pausedFor ?? '')} note={copy.pausedNote} />
    case 'sold_out':
      return <Notice id="closed" kind="calm" title={copy.soldOut} note={copy.soldOutNote} />
    case 'reward_only':
      return <Notice id="closed" kind="calm" title={copy.rewardOnly} note={copy.rewardOnlyNote} />
    case 'closed':
      return <Notice id="closed" kind="calm" title={copy.closed} />
  }
}
