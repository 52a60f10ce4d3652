import { Picker, View } from '@tarojs/components'

interface Props {
  id: string
  /** A day is `YYYY-MM-DD`, a time of day `HH:MM`. */
  mode: 'date' | 'time'
  value: string
  label: string
  placeholder: string
  onPick(value: string): void
}

/** A day or a time of day, by the phone's own wheel. */
export function Pick({ id, mode, value, label, placeholder, onPick }: Props) {
  const words = value || placeholder
  const said = `${label} ${words}`
  return mode === 'date' ? (
    <Picker mode="date" value={value} onChange={(event) => onPick(event.detail.value)}>
      <View id={id} className={`pick ${value ? '' : 'pick--empty'}`} ariaRole="button" ariaLabel={said}>
        {words}
      </View>
    </Picker>
  ) : (
    <Picker mode="time" value={value || '10:00'} onChange={(event) => onPick(event.detail.value)}>
      <View id={id} className={`pick ${value ? '' : 'pick--empty'}`} ariaRole="button" ariaLabel={said}>
        {words}
      </View>
    </Picker>
  )
}
