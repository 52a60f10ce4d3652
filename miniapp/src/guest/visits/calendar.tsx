import { Text, View } from '@tarojs/components'
import { copy } from './copy'
import { weeksTo } from './month'
import './calendar.scss'

/** The last five weeks, days with a visit marked by a sign and not by colour alone. */
export function Calendar({ days, today }: { days: string[]; today: string }) {
  return (
    <View className="calendar" id="calendar">
      <View className="calendar__week">
        {[...copy.weekdays].map((day, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the seven days stay where they are, and some share their letter.
          <Text key={n} className="calendar__name">
            {day}
          </Text>
        ))}
      </View>
      {weeksTo(today).map((week) => (
        <View key={week[0]} className="calendar__week">
          {week.map((day) => {
            const came = days.includes(day)
            return (
              <View
                key={day}
                id={`day-${day}`}
                className={`calendar__day ${came ? 'calendar__day--came' : ''} ${day === today ? 'calendar__day--today' : ''} ${day > today ? 'calendar__day--coming' : ''}`}
                ariaRole="text"
                ariaLabel={came ? copy.came(day) : copy.notCame(day)}
              >
                {came ? '✓' : Number(day.slice(8))}
              </View>
            )
          })}
        </View>
      ))}
    </View>
  )
}
