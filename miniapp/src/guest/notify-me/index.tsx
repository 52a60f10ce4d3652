import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { MessageKind } from '../../../../shared/messages.ts'
import { call } from '../../api/call'
import { newKey } from '../../api/key'
import { Button } from '../../components/button'
import { useOnce } from '../../hooks/use-once'
import { useRemote } from '../../hooks/use-remote'
import { askForMessages, canAskForMessages } from '../../platform/subscribe'
import { copy } from './copy'

/**
 * Asks, by a tap, for one message of each of these kinds. Nothing where WeChat cannot ask, or where this deployment has no template for any.
 * The templates are loaded before: WeChat's sheet opens inside the tap only.
 */
export function NotifyMe({ kinds, of = 'result' }: { kinds: readonly MessageKind[]; of?: 'result' | 'end' }) {
  const [asked, setAsked] = useState(false)
  const { remote } = useRemote(() => call('listMessageTemplates', {}), canAskForMessages ? 'templates' : undefined)
  const wanted = remote.is === 'ready' ? remote.value.items.filter(({ kind }) => kinds.includes(kind)) : []
  const [ask, busy] = useOnce(async () => {
    const accepted = await askForMessages(wanted.map(({ templateId }) => templateId))
    const allowed = wanted.filter(({ templateId }) => accepted.includes(templateId)).map(({ kind }) => kind)
    if (allowed.length === 0) return
    setAsked(true)
    // Reported once; a report that is lost costs a message, and nobody waits for it.
    await call('allowMessages', { kinds: allowed }, { key: newKey() }).catch(() => undefined)
  })
  if (wanted.length === 0) return null
  if (asked) return <Text className="notify-me">{of === 'end' ? copy.askedEnd : copy.askedResult}</Text>
  return (
    <Button id="notify-me" kind="soft" small busy={busy} onPress={ask} label={copy.label}>
      {of === 'end' ? copy.askEnd : copy.askResult}
    </Button>
  )
}
