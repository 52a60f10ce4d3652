import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../../shared/api.ts'
import { serverNow } from '../../../api/clock'
import { Icon, type IconName } from '../../../components/icon'
import { language } from '../../../platform/language'
import { momentWords } from '../../../words/time'
import { copy } from './copy'
import { kindWords, moneyWords, toldWords } from './told'

type Way = OutputOf<'getTrace'>

const icons: { [kind: string]: IconName | undefined } = {
  ...{ touchpoint: 'pin', opened: 'scan', shared: 'share', claimed: 'flag', ordered: 'list', paid: 'check' },
  ...{ visited: 'store', issued: 'flag', gifted: 'share', received: 'flag', came_back: 'undo', redeemed: 'check' },
  ...{ undone: 'undo', refunding: 'clock', refunded: 'undo', closed: 'cross', late: 'warn' },
}

/** The steps in order, one under the other along a line; another thing's own way is a tap away. */
export function Path({ steps, onStep }: { steps: Way['came']; onStep(id: string): void }) {
  return (
    <View className="path">
      {steps.map((step, nth) => {
        const { kind, at, id, isHere } = step
        const words = toldWords(step, copy)
        const open = id !== undefined && !isHere ? () => onStep(id) : undefined
        return (
          <View
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name of its own, and its place never changes
            key={`${at}-${kind}-${nth}`}
            id={`step-${kind}`}
            className={`path__step${isHere ? ' path__step--here' : ''}`}
            ariaRole={open ? 'button' : undefined}
            onClick={open}
          >
            <View className="path__dot">
              <Icon name={icons[kind] ?? 'next'} ink="pine" size="small" />
            </View>
            <View className="path__words">
              <View className="path__line">
                <Text className="path__kind">{kindWords(kind, copy)}</Text>
                <Text className="path__fen">{moneyWords(step)}</Text>
              </View>
              {words !== '' && <Text className="path__told">{words}</Text>}
              <Text className="path__at">{momentWords(at, serverNow(), language)}</Text>
            </View>
            {open && <Icon name="next" ink="soft" size="small" />}
          </View>
        )
      })}
    </View>
  )
}
