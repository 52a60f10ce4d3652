import { Text, View } from '@tarojs/components'
import { Countdown } from '../../../components/countdown'
import { Icon } from '../../../components/icon'
import { Progress } from '../../../components/progress'
import { copy } from './copy'
import type { Group } from './use-group'

/** The seats: who has paid, masked, what is being paid, what is free; with the clock while there is one. */
export function Seats({ group }: { group: Group }) {
  const { members, held, size, sponsored = 0, state, endsAt } = group
  const free = Math.max(0, size - members.length - held - sponsored)
  const isOpen = state === 'open' || state === 'full'
  const words = copy.seats(members.length, size)
  return (
    <View className="team__seats">
      {isOpen && (
        <View className="team__head">
          <Text id="missing" className="team__missing">
            {copy.missing(size - members.length)}
          </Text>
          <Text className="team__clock">
            {copy.endsIn} <Countdown to={endsAt} />
          </Text>
        </View>
      )}
      <Progress share={(members.length + sponsored) / size} label={words} />
      <View className="team__words" ariaLabel={copy.people}>
        {words}
        {held > 0 && isOpen ? ` · ${copy.held(held)}` : ''}
      </View>
      <View className="team__row">
        {members.map(({ name, leads, me, at }) => (
          <View key={at + name} className="team__seat" ariaLabel={copy.member(name, leads)}>
            <View className={`team__face ${me ? 'team__face--me' : ''}`}>
              <Icon name="check" ink="white" size="small" />
            </View>
            <Text className="team__name">{me ? copy.me : name}</Text>
            {leads && <Text className="team__leads">{copy.leader}</Text>}
          </View>
        ))}
        {Array.from({ length: isOpen ? held : 0 }, (_, nth) => `held-${nth}`).map((key) => (
          <View key={key} className="team__seat">
            <View className="team__face team__face--held">
              <Icon name="clock" ink="soft" size="small" />
            </View>
            <Text className="team__name">{copy.seatPaying}</Text>
          </View>
        ))}
        {Array.from({ length: isOpen ? free : 0 }, (_, nth) => `free-${nth}`).map((key) => (
          <View key={key} className="team__seat">
            <View className="team__face team__face--free" />
            <Text className="team__name">{copy.seatFree}</Text>
          </View>
        ))}
      </View>
    </View>
  )
}
