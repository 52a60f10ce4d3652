import { useOnce } from '../hooks/use-once'
import { DeskDoor } from '../platform/desk-door'
import { common } from '../words/everywhere'
import { Empty } from './empty'
import type { IconName } from './icon'

interface Props {
  icon: IconName
  title: string
  note?: string
  /** The page, to come back to. */
  to: string
  signIn(): Promise<void>
}

/** What a page of staff shows to whoever is not logged in: the way in, on a wide screen also by the phone in their pocket. */
export function SignedOut({ icon, title, note, to, signIn }: Props) {
  const [login, loggingIn] = useOnce(signIn)
  const action = { id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }
  return (
    <>
      <Empty icon={icon} title={title} note={note} action={action} />
      <DeskDoor to={to} />
    </>
  )
}
