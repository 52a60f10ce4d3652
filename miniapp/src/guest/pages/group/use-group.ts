import { useEffect, useRef } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { useFresh } from '../../../hooks/use-fresh'
import { useRemote } from '../../../hooks/use-remote'
import { useVisible } from '../../../hooks/use-visible'
import { isMoving, nextPause, soonest } from './pace'

export type Group = OutputOf<'getGroup'>

/** A group, live: while it is open the page asks again by itself, and rests while it is not on the screen. */
export function useGroup(groupId: string | undefined) {
  const visible = useVisible()
  const { remote, reload } = useRemote<Group>(() => call('getGroup', { groupId: groupId ?? '' }), groupId)
  const group = remote.is === 'ready' ? remote.value : undefined
  const state = group?.state
  const said = useRef('')
  said.current = JSON.stringify(group)

  useEffect(() => {
    if (!visible || state === undefined || !isMoving(state)) return
    let pause = soonest
    let timer: ReturnType<typeof setTimeout>
    let gone = false
    const wait = () => {
      timer = setTimeout(async () => {
        const before = said.current
        await reload()
        if (gone) return
        pause = nextPause(pause, said.current !== before)
        wait()
      }, pause)
    }
    wait()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [visible, state, reload])

  useFresh(reload)
  return { remote, group, reload }
}
