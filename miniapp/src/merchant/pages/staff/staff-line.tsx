import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import type { Store } from '../../stores/use-stores'
import { copy } from './copy'
import type { Staff } from './index'

const most = 3

/** `店员 · 春熙路店`, for each role. */
function rolesWords({ roles }: Staff, stores: Store[]): string {
  const nameOf = (storeId: string) => stores.find((store) => store.storeId === storeId)?.name
  const one = ({ role, storeIds }: Staff['roles'][number]) => {
    const names = storeIds.flatMap((storeId) => nameOf(storeId) ?? [])
    const where =
      storeIds.length === 0
        ? copy.allStores
        : names.length === storeIds.length && names.length <= most
          ? names.join('、')
          : copy.moreStores(names[0] ?? '', storeIds.length)
    return `${copy[role]} · ${where}`
  }
  return roles.map(one).join('；')
}

interface LineProps {
  staff: Staff
  stores: Store[]
  isMe: boolean
  onRevoke: (() => void) | undefined
}

export function StaffLine({ staff, stores, isMe, onRevoke }: LineProps) {
  const { memberId, name, state, duty } = staff
  const at = duty && stores.find(({ storeId }) => storeId === duty.storeId)?.name
  const active = state === 'active'
  return (
    <View id={`staff-${memberId}`} className={`person ${active ? '' : 'person--gone'}`}>
      <View className="person__words">
        <Text className="person__name">{name}</Text>
        <Text className="person__facts">{rolesWords(staff, stores)}</Text>
        {at && <Text className="person__facts">{copy.onDuty(at)}</Text>}
        <Text className={`person__state ${active ? '' : 'person__state--gone'}`}>
          {isMe ? copy.you : active ? copy.active : copy.revoked}
        </Text>
      </View>
      {active && !isMe && onRevoke && (
        <Button id={`revoke-${memberId}`} kind="danger" small onPress={onRevoke}>
          {copy.revoke}
        </Button>
      )}
    </View>
  )
}

interface WaitingProps {
  staff: Staff
  stores: Store[]
  onConfirmed(staff: Staff, invitationId: string): void
  onDeclined(invitationId: string): void
}

/** Somebody who took an invitation: the person who knows them says yes or no. */
export function WaitingCard({ staff, stores, onConfirmed, onDeclined }: WaitingProps) {
  const { memberId, name, member = '', invitationId = '' } = staff
  const [trouble, setTrouble] = useState<unknown>()
  const say = (words: string) => void Taro.showToast({ title: words, icon: 'none' })
  const [confirm, confirming] = useOnce(async () => {
    setTrouble(undefined)
    try {
      onConfirmed(await call('confirmStaff', { memberId, invitationId }), invitationId)
      say(copy.confirmed(name))
    } catch (why) {
      setTrouble(why)
    }
  })
  const [decline, declining] = useOnce(async () => {
    setTrouble(undefined)
    try {
      await call('cancelInvitation', { invitationId })
      onDeclined(invitationId)
      say(copy.declined)
    } catch (why) {
      setTrouble(why)
    }
  })
  return (
    <View id={`waiting-${invitationId}`} className="person person--waiting">
      <View className="person__words">
        <Text className="person__name">{name}</Text>
        <Text className="person__facts">{[staff.merchantName, rolesWords(staff, stores)].filter(Boolean).join(' · ')}</Text>
        <Text className="person__shown">{copy.shownAs(member)}</Text>
      </View>
      {trouble !== undefined && <Notice id="waiting-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="person__bar">
        <Button id={`decline-${invitationId}`} kind="danger" small busy={declining} disabled={confirming} onPress={decline}>
          {declining ? copy.declining : copy.decline}
        </Button>
        <Button id={`confirm-${invitationId}`} small busy={confirming} disabled={declining} onPress={confirm}>
          {confirming ? copy.confirming : copy.confirm}
        </Button>
      </View>
    </View>
  )
}
