import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { troubleWords } from '../../words/trouble'
import { copy } from './approval-copy'
import { useBroughtUp } from './show-fault'
import type { ApprovalHandle } from './use-approval'

/** What is odd about the terms, and where the question about them stands. `kept`: what is typed outlives the page. */
export function ApprovalNotice({ approval, kept = true }: { approval: ApprovalHandle; kept?: boolean }) {
  const { odd, trouble, ask, asking } = approval
  useBroughtUp('.create__approval', odd?.is)
  if (!odd) return null
  const why = copy[odd.why as 'percent'] ?? copy.unusual
  return (
    <View id={`approval-${odd.is}`} className="create__approval">
      {odd.is === 'odd' && <Notice kind="bad" title={why} note={copy.oddNote} />}
      {odd.is === 'waiting' && <Notice kind="calm" title={copy.waiting} note={kept ? copy.waitingNote : copy.stayNote} />}
      {odd.is === 'refused' && <Notice kind="bad" title={copy.refused} note={copy.refusedNote} />}
      {odd.is === 'odd' && (
        <Button id="ask-approval" block busy={asking} onPress={ask}>
          {copy.ask}
        </Button>
      )}
      {trouble !== undefined && <Notice kind="bad" title={troubleWords(trouble)} />}
    </View>
  )
}
