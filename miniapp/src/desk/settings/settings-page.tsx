import { Fragment, type ReactNode } from 'react'
import { Failed } from '../../components/empty'
import type { IconName } from '../../components/icon'
import { NavHome } from '../../components/nav-home'
import { Page } from '../../components/page'
import { SignedOut } from '../../components/signed-out'
import { Skeleton } from '../../components/skeleton'
import { useRemote } from '../../hooks/use-remote'
import { useSignedIn } from '../../hooks/use-signed-in'
import { common } from '../../words/everywhere'

interface Props<S> {
  words: { title: string; guest: string; guestNote: string }
  icon: IconName
  /** The page, to come back to. */
  to: string
  read(): Promise<S>
  /** The form of what stands; begun anew with each version. */
  children(standing: S, at: { put(saved: S): void; reload(): Promise<unknown> }): ReactNode
}

/** Settings that have a version, for who is logged in. */
export function SettingsPage<S extends { version: number }>({ words, icon, to, read, children }: Props<S>) {
  const { session, signIn } = useSignedIn()
  const { remote, reload, put } = useRemote<S>(read, session ? session.token : undefined)
  if (session && remote.is === 'ready')
    return <Fragment key={remote.value.version}>{children(remote.value, { put, reload })}</Fragment>
  return (
    <Page title={words.title} wide>
      {session === null ? (
        <SignedOut icon={icon} title={words.guest} note={words.guestNote} to={to} signIn={signIn} />
      ) : remote.is === 'failed' ? (
        <Failed trouble={remote.trouble} onRetry={reload} />
      ) : (
        <Skeleton />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}
