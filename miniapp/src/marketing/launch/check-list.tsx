import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../shared/api.ts'
import { Icon } from '../../components/icon'
import { copy } from './copy'
import './check-list.scss'

export type Check = OutputOf<'launchCheck'>['checks'][number]

const icons = { ok: 'check', warn: 'warn', stop: 'cross' } as const
const inks = { ok: 'pine', warn: 'ink', stop: 'clay' } as const

/** What a launch is refused with that was not there, or not seen, when it was looked at. */
export const stopCodes: string[] = ['promotion.not_ready', 'promotion.conflict', 'promotion.below_margin']

/** Whether something has to be mended first: what may be meant only asks. */
export const isBlocked = (checks: Check[]) => checks.some(({ level, despite }) => level === 'stop' && !despite)

/** Whoever goes on after they saw a conflict means it: the log keeps that. */
export const meant = (checks: Check[]) => (checks.some(({ despite }) => despite) ? { despite: ['conflict' as const] } : {})

/** What a launch was looked at for: what stops it first, then what to look at, then what is in order. */
export function CheckList({ checks }: { checks: Check[] }) {
  const order = ['stop', 'warn', 'ok']
  const sorted = [...checks].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
  return (
    <View id="checks" className="checks">
      {sorted.map(({ level, despite, message, batchId, dealId, conflict }) => (
        <View
          key={[batchId, dealId, conflict?.batchId, conflict?.dealId, message].join(' ')}
          className={`checks__one checks__one--${level}`}
        >
          <Icon name={icons[level] ?? 'warn'} ink={inks[level] ?? 'ink'} size="small" />
          <Text className="checks__words">{message}</Text>
          <Text className="checks__level">{despite ? copy.despite : (copy[level] ?? '')}</Text>
        </View>
      ))}
    </View>
  )
}
