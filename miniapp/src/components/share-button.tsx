import { cardPath } from '../api/cards'
import { shareLink, sharesByButton } from '../platform/share'
import { Button } from './button'

interface Props {
  words: string
  /** What is sent where the platform has no door of its own for it. */
  title: string
  path: string
  id?: string
  kind?: 'soft'
  block?: boolean
}

/** Sends the page's card through WeChat, or copies its link elsewhere. */
export function ShareButton({ words, title, path, id = 'share', kind, block }: Props) {
  const send = async () => shareLink(title, await cardPath(path))
  const how = sharesByButton ? { openType: 'share' as const } : { onPress: () => void send() }
  return (
    <Button id={id} kind={kind} block={block} {...how}>
      {words}
    </Button>
  )
}
