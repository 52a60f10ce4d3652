import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../shared/api.ts'
import { yuan } from '../../../../shared/money.ts'
import { Button } from '../../components/button'
import { Countdown } from '../../components/countdown'
import { copy } from './copy'
import './open-groups.scss'

interface Props {
  heading: string
  groups: OutputOf<'listOpenGroups'>['items']
  onJoin(groupId: string): void
}

/** Groups that can be joined now: whose, how many are missing, what it costs, until when. */
export function OpenGroups({ heading, groups, onJoin }: Props) {
  if (groups.length === 0) return null
  return (
    <View className="groups">
      <View className="groups__heading" ariaRole="heading">
        {heading}
      </View>
      {groups.map(({ groupId, leader, size, paid, priceFen, endsAt }) => (
        <View key={groupId} id={`group-${groupId}`} className="groups__one">
          <View className="groups__what">
            <Text className="groups__name">{copy.lead(leader, size - paid)}</Text>
            <Text className="groups__note">
              {copy.size(size, yuan(priceFen))} · {copy.endsIn} <Countdown to={endsAt} />
            </Text>
          </View>
          <Button id={`join-${groupId}`} kind="soft" small onPress={() => onJoin(groupId)}>
            {copy.join}
          </Button>
        </View>
      ))}
    </View>
  )
}
