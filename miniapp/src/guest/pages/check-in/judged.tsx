import { Text, View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import type { CheckedIn } from '../../phone/waiting'
import { Streaks } from '../../visits/streaks'
import { copy } from './copy'
import { openVisits } from './paths'

/** What was decided and why, where the guest stands now, and what comes next. */
export function Judged({ answer, storeId, onAgain }: { answer: CheckedIn; storeId: string | undefined; onAgain(): void }) {
  const { decision, reasons } = answer
  const visit = 'visitId' in answer ? answer : undefined
  const isRejected = visit?.state === 'rejected'
  const isWaiting = visit?.state === 'review'
  const kind = decision === 'refuse' || isRejected ? 'refuse' : isWaiting ? 'review' : 'allow'
  const title = {
    allow: copy.allowed,
    review: copy.waiting,
    refuse: isRejected ? copy.rejected : copy.refused,
  }[kind]
  return (
    <>
      <View id={`decision-${kind}`} className={`arrive__card arrive__card--${kind}`} ariaRole="status">
        <Icon
          name={kind === 'allow' ? 'check' : kind === 'review' ? 'clock' : 'cross'}
          ink={kind === 'refuse' ? 'clay' : 'pine'}
          size="large"
        />
        <Text className="arrive__title">{title}</Text>
        {visit && (
          <Text className="arrive__where">
            {visit.storeName} · {visit.day}
          </Text>
        )}
        {isWaiting && <Text className="arrive__where">{copy.waitingNote}</Text>}
        {kind === 'refuse' && <Text className="arrive__where">{visit?.reviewed?.reason ?? copy.refusedNote}</Text>}
        {visit?.late && <Text className="arrive__where">{copy.late}</Text>}
      </View>
      <View className="arrive__why">
        <Text className="arrive__label">{copy.why}</Text>
        {reasons.map(({ code, words, points }) => {
          const isGood = kind === 'refuse' ? points > 0 : points >= 0
          return (
            <View key={code} className="arrive__reason">
              <Icon name={isGood ? 'check' : 'warn'} ink={isGood ? 'pine' : 'clay'} size="small" />
              <Text id={`reason-${code.replace('.', '-')}`}>{words}</Text>
            </View>
          )
        })}
      </View>
      {kind !== 'refuse' && <Streaks storeId={visit?.storeId ?? storeId} />}
      {kind === 'refuse' && !isRejected ? (
        <Button id="again" block onPress={onAgain}>
          {copy.again}
        </Button>
      ) : (
        <Button id="to-visits" kind="soft" block onPress={openVisits}>
          {copy.toVisits}
        </Button>
      )}
    </>
  )
}
