import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useState } from 'react'
import { ensureSession, signedIn } from '../api/auth'
import { readSession, type Session } from '../api/session'

/** Who is here: undefined while a login on its way back is being exchanged, null for a guest. */
export function useSignedIn(): { session: Session | null | undefined; signIn(): Promise<void>; refresh(): void } {
  const [session, setSession] = useState<Session | null | undefined>(undefined)
  const refresh = useCallback(() => {
    // The same token is the same session: a new object would make every page that waits for it load again.
    void signedIn().then(() =>
      setSession((known) => {
        const now = readSession() ?? null
        return known && now && known.token === now.token ? known : now
      }),
    )
  }, [])
  useEffect(refresh, [refresh])
  useDidShow(refresh)
  const signIn = useCallback(async () => {
    await ensureSession()
    refresh()
  }, [refresh])
  return { session, signIn, refresh }
}
