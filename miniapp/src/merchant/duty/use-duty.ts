import { useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { useOnce } from '../../hooks/use-once'
import { useRemote } from '../../hooks/use-remote'

type Duty = NonNullable<OutputOf<'getMe'>['duty']>
type Mine = { duty: Duty | undefined; onDuty: string[] }

/** Where the caller is on duty; undefined while nobody knows. */
export function useDuty(ready: string | undefined) {
  const { remote, put, reload } = useRemote<Mine>(async () => ({ duty: (await call('getMe', {})).duty, onDuty: [] }), ready)
  const [trouble, setTrouble] = useState<unknown>()
  const move = async (name: 'startDuty' | 'endDuty', storeId: string) => {
    setTrouble(undefined)
    try {
      const { mine, onDuty } = await call(name, { storeId })
      put({ duty: mine, onDuty: onDuty.map((one) => one.name) })
    } catch (why) {
      setTrouble(why)
    }
  }
  const [start, starting] = useOnce((storeId: string) => move('startDuty', storeId))
  const [end, ending] = useOnce((storeId: string) => move('endDuty', storeId))
  const known = remote.is === 'ready' ? remote.value : undefined
  return { known, trouble, start, end, busy: starting || ending, reload }
}

export type DutyHandle = ReturnType<typeof useDuty>
