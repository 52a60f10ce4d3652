import { View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { Refusal } from '../../api/trouble'
import { Button } from '../../components/button'
import { Failed } from '../../components/empty'
import { Notice } from '../../components/notice'
import { Popup } from '../../components/popup'
import { Skeleton } from '../../components/skeleton'
import { useOnce } from '../../hooks/use-once'
import { useRemote } from '../../hooks/use-remote'
import { troubleWords } from '../../words/trouble'
import { CheckList, isBlocked, meant, stopCodes } from './check-list'
import { copy } from './copy'
import { tellLaunched } from './told'

interface Props {
  promotionId: string
  onClose(): void
  onLaunched(promotion: OutputOf<'launchPromotion'>): void
}

/** What stops a launch blocks it; what is only to be looked at asks once more. */
export function LaunchSheet({ promotionId, onClose, onLaunched }: Props) {
  const { remote, reload } = useRemote(() => call('launchCheck', { promotionId }), promotionId)
  const checks = remote.is === 'ready' ? remote.value.checks : []
  const ready = remote.is === 'ready' && !isBlocked(checks)
  const [trouble, setTrouble] = useState<unknown>()
  const [launch, launching] = useOnce(async () => {
    setTrouble(undefined)
    try {
      const launched = await call('launchPromotion', { promotionId, ...meant(checks) })
      onLaunched(launched)
      void tellLaunched(launched)
      onClose()
    } catch (why) {
      setTrouble(why)
      // What stops it came up after the look.
      if (why instanceof Refusal && stopCodes.includes(why.code)) void reload()
    }
  })
  const warned = checks.some(({ level }) => level !== 'ok')
  return (
    <Popup open title={copy.title} onClose={onClose}>
      {remote.is === 'loading' && <Skeleton count={1} />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {remote.is === 'ready' && (
        <>
          <View className="checks__note">{!ready ? copy.stopped : warned ? copy.warned : copy.fine}</View>
          <CheckList checks={checks} />
        </>
      )}
      {trouble !== undefined && <Notice id="launch-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="checks__bar">
        <Button id="not-now" kind="soft" onPress={onClose}>
          {copy.later}
        </Button>
        <Button id="confirm-launch" block busy={launching} disabled={!ready} onPress={launch}>
          {launching
            ? copy.sending
            : checks.some(({ despite }) => despite)
              ? copy.confirmMeant
              : warned
                ? copy.confirmWarned
                : copy.confirm}
        </Button>
      </View>
    </Popup>
  )
}
