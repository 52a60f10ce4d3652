import { View } from '@tarojs/components'
import { serverNow } from '../../api/clock'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { language } from '../../platform/language'
import { momentWords } from '../../words/time'
import { troubleWords } from '../../words/trouble'
import { copy } from './copy'
import type { Kept, Lost } from './kept'
import type { Offline } from './use-offline'

const leftOf = ({ grant, queue }: Kept) => grant.cap.redemptions - queue.length

/** Says that there is no network and what still works, what waits to be sent, and what could not be redeemed after all. */
export function OfflineBar({ offline }: { offline: Offline }) {
  const { isOff, kept, trouble, sync, syncing, seen } = offline
  const waiting = kept?.queue.length ?? 0
  return (
    <View>
      {isOff && <Notice id="offline" kind="bad" title={copy.off} note={kept ? copy.offReady(leftOf(kept)) : copy.offNot} />}
      {waiting > 0 && (
        <>
          <Notice id="offline-waiting" kind="calm" title={copy.waiting(waiting)} note={copy.waitingNote} />
          {!isOff && trouble !== undefined && (
            <Notice id="offline-stuck" kind="bad" title={copy.stuck} note={troubleWords(trouble)} />
          )}
          {!isOff && (
            <Button id="offline-send" kind="soft" block busy={syncing} onPress={sync}>
              {copy.sendNow}
            </Button>
          )}
        </>
      )}
      {kept?.lost.map((one) => (
        <LostOne key={one.counter} lost={one} onSeen={() => seen(one.counter)} />
      ))}
    </View>
  )
}

function LostOne({ lost, onSeen }: { lost: Lost; onSeen(): void }) {
  const { counter, title, why, use } = lost
  const when = use && copy.lostBy(momentWords(use.at, serverNow(), language), use.storeName, use.by)
  return (
    <>
      <Notice
        id={`offline-lost-${counter}`}
        kind="bad"
        title={copy.lost(title)}
        note={`${when ?? why?.message ?? ''} ${copy.lostDo}`}
      />
      <Button id={`offline-seen-${counter}`} kind="soft" block onPress={onSeen}>
        {copy.seen}
      </Button>
    </>
  )
}
