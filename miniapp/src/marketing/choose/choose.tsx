import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '../../components/icon'
import { Popup } from '../../components/popup'
import './choose.scss'

interface Props {
  id: string
  label: string
  /** Words of no choice. */
  all: string
  value: string
  options: { value: string; words: string }[]
  onChoose(value: string): void
}

/** One of many, or all: a line that opens a sheet. */
export function Choose({ id, label, all, value, options, onChoose }: Props) {
  const [open, setOpen] = useState(false)
  const words = options.find((one) => one.value === value)?.words ?? all
  return (
    <>
      <View id={id} className="choose" ariaRole="button" ariaLabel={`${label} ${words}`} onClick={() => setOpen(true)}>
        <Text className="choose__label">{label}</Text>
        <Text className="choose__words">{words}</Text>
        <Icon name="next" ink="soft" size="small" />
      </View>
      <Popup open={open} title={label} onClose={() => setOpen(false)}>
        <View ariaRole="radiogroup">
          {[{ value: '', words: all }, ...options].map((one) => (
            <View
              key={one.value}
              id={`${id}-${one.value || 'all'}`}
              className={`choose__one ${one.value === value ? 'choose__one--on' : ''}`}
              ariaRole="radio"
              {...{ ariaChecked: one.value === value }}
              onClick={() => {
                onChoose(one.value)
                setOpen(false)
              }}
            >
              <Text>{one.words}</Text>
              {one.value === value && <Icon name="check" ink="pine" />}
            </View>
          ))}
        </View>
      </Popup>
    </>
  )
}
