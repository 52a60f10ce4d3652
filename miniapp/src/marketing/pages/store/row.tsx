import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Draft, Field } from './draft'

/** What every part of the form is given. */
export interface Props {
  draft: Draft
  faults: Field[]
  onChange(part: Partial<Draft>): void
}

interface RowProps {
  field: Field
  label: string
  faults: Field[]
  words: string
  children: ReactNode
}

/** A label, what is filled in, and what is wrong with it. */
export function Row({ field, label, faults, words, children }: RowProps) {
  const isBad = faults.includes(field)
  return (
    <View id={`row-${field}`} className={`row ${isBad ? 'row--bad' : ''}`}>
      <Text className="row__label">{label}</Text>
      {children}
      {isBad && (
        <View id={`problem-${field}`} className="row__problem" ariaRole="alert">
          {words}
        </View>
      )}
    </View>
  )
}
