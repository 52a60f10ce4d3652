import { Input, Text, View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Pick } from '../../../platform/pick'
import { copy } from './copy'
import type { Draft } from './draft'
import { type Props, Row } from './row'

const without = <T,>(list: T[], nth: number) => list.filter((_, n) => n !== nth)
const changed = <T,>(list: T[], nth: number, part: Partial<T>) => list.map((one, n) => (n === nth ? { ...one, ...part } : one))

/** When a business day ends, in the night or the morning after it. */
export function DayEnd({ draft, faults, onChange }: Props) {
  return (
    <Row field="dayEndsAt" label={copy.dayEndsAt} faults={faults} words={copy.beforeNoon}>
      <PickBox
        id="dayEndsAt"
        mode="time"
        label={copy.dayEndsAt}
        value={draft.dayEndsAt}
        onPick={(value) => onChange({ dayEndsAt: value })}
      />
      <View className="row__note">{copy.dayEndsAtNote}</View>
    </Row>
  )
}

function PickBox({
  id,
  mode,
  label,
  value,
  onPick,
}: {
  id: string
  mode: 'date' | 'time'
  label: string
  value: string
  onPick(value: string): void
}) {
  return (
    <View className="row__box storeform__pick">
      <Pick id={id} mode={mode} label={label} placeholder={copy.choose} value={value} onPick={onPick} />
    </View>
  )
}

/** The hours of the week, a line each. */
export function WeekHours({ draft, faults, onChange }: Props) {
  const { hours } = draft
  const put = (nth: number, part: Partial<Draft['hours'][number]>) => onChange({ hours: changed(hours, nth, part) })
  return (
    <Row field="hours" label="" faults={faults} words={copy.wrong}>
      {hours.map(({ weekdays, from, to }, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a form have no other identity
        <View key={nth} className="storeform__line">
          <View className="choice choice--weekdays" ariaRole="group" ariaLabel={copy.hours}>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => {
              const isOn = weekdays.includes(day)
              const next = isOn ? weekdays.filter((one) => one !== day) : [...weekdays, day].sort((a, b) => a - b)
              return (
                <View
                  key={day}
                  id={`hours-${nth}-${day}`}
                  className={`choice__one ${isOn ? 'choice__one--on' : ''}`}
                  ariaRole="button"
                  ariaLabel={copy.every(day)}
                  {...{ ariaPressed: isOn }}
                  onClick={() => put(nth, { weekdays: next })}
                >
                  <Text>{copy.every(day)}</Text>
                </View>
              )
            })}
          </View>
          <View className="storeform__span">
            <PickBox
              id={`hours-${nth}-from`}
              mode="time"
              label={copy.from}
              value={from}
              onPick={(value) => put(nth, { from: value })}
            />
            <Text>–</Text>
            <PickBox
              id={`hours-${nth}-to`}
              mode="time"
              label={copy.to}
              value={to === '24:00' ? '00:00' : to}
              onPick={(value) => put(nth, { to: value })}
            />
            <Button id={`hours-${nth}-remove`} kind="plain" small onPress={() => onChange({ hours: without(hours, nth) })}>
              {copy.remove}
            </Button>
          </View>
        </View>
      ))}
      <Button
        id="hours-add"
        kind="soft"
        small
        onPress={() => onChange({ hours: [...hours, { weekdays: [6, 7], from: '10:00', to: '22:00' }] })}
      >
        {copy.addHours}
      </Button>
    </Row>
  )
}

export function ClosedDays({ draft, faults, onChange }: Props) {
  const { closedDays } = draft
  const put = (nth: number, part: Partial<Draft['closedDays'][number]>) =>
    onChange({ closedDays: changed(closedDays, nth, part) })
  return (
    <Row field="closedDays" label={copy.closedDays} faults={faults} words={copy.wrong}>
      {closedDays.map(({ day, reason }, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a form have no other identity
        <View key={nth} className="storeform__span">
          <PickBox id={`closed-${nth}`} mode="date" label={copy.day} value={day} onPick={(value) => put(nth, { day: value })} />
          <View className="row__box storeform__why">
            <Input
              id={`closed-${nth}-why`}
              className="row__input"
              ariaLabel={copy.why}
              placeholder={copy.why}
              maxlength={60}
              value={reason}
              onInput={(event) => put(nth, { reason: event.detail.value })}
            />
          </View>
          <Button
            id={`closed-${nth}-remove`}
            kind="plain"
            small
            onPress={() => onChange({ closedDays: without(closedDays, nth) })}
          >
            {copy.remove}
          </Button>
        </View>
      ))}
      <Button
        id="closed-add"
        kind="soft"
        small
        onPress={() => onChange({ closedDays: [...closedDays, { day: '', reason: '' }] })}
      >
        {copy.addClosed}
      </Button>
    </Row>
  )
}

export function SpecialHours({ draft, faults, onChange }: Props) {
  const { specialHours } = draft
  const put = (nth: number, part: Partial<Draft['specialHours'][number]>) =>
    onChange({ specialHours: changed(specialHours, nth, part) })
  return (
    <Row field="specialHours" label={copy.specialHours} faults={faults} words={copy.wrong}>
      {specialHours.map(({ day, from, to }, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a form have no other identity
        <View key={nth} className="storeform__span">
          <PickBox
            id={`special-${nth}`}
            mode="date"
            label={copy.day}
            value={day}
            onPick={(value) => put(nth, { day: value })}
          />
          <PickBox
            id={`special-${nth}-from`}
            mode="time"
            label={copy.from}
            value={from}
            onPick={(value) => put(nth, { from: value })}
          />
          <PickBox
            id={`special-${nth}-to`}
            mode="time"
            label={copy.to}
            value={to === '24:00' ? '00:00' : to}
            onPick={(value) => put(nth, { to: value })}
          />
          <Button
            id={`special-${nth}-remove`}
            kind="plain"
            small
            onPress={() => onChange({ specialHours: without(specialHours, nth) })}
          >
            {copy.remove}
          </Button>
        </View>
      ))}
      <Button
        id="special-add"
        kind="soft"
        small
        onPress={() => onChange({ specialHours: [...specialHours, { day: '', from: '10:00', to: '16:00' }] })}
      >
        {copy.addSpecial}
      </Button>
    </Row>
  )
}
