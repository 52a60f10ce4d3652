import { Input, Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Pick as Picked } from '../../platform/pick'
import { copy } from './copy'
import type { Draft, Field } from './draft'

export type Problems = Partial<Record<Field, string>>

/** A form that is being filled in, new or standing. */
export interface FormHandle {
  draft: Draft
  problems: Problems
  change(part: Partial<Draft>): void
}

type Written = { [K in Field]: Draft[K] extends string ? K : never }[Field]

/** A label, what is filled in, and what is wrong with it, read out when it appears. */
export function Row({
  field,
  label,
  problem,
  children,
}: {
  field: Field
  label: string
  problem?: string
  children: ReactNode
}) {
  return (
    <View id={`row-${field}`} className={`row ${problem ? 'row--bad' : ''}`}>
      <Text className="row__label">{label}</Text>
      {children}
      {problem && (
        <View id={`problem-${field}`} className="row__problem" ariaRole="alert">
          {problem}
        </View>
      )}
    </View>
  )
}

interface TextProps {
  form: FormHandle
  field: Exclude<Written, 'kind' | 'validity' | 'bearer' | 'claim' | 'holidays' | 'storeSetId'>
  label: string
  hint?: string
  type?: 'text' | 'number' | 'digit'
  most?: number
  /** What the number means, said below. */
  note?: string | undefined
}

export function TextRow({ form, field, label, hint = '', type = 'text', most = 40, note }: TextProps) {
  return (
    <Row field={field} label={label} problem={form.problems[field]}>
      <View className="row__box">
        <Input
          id={field}
          className="row__input"
          type={type}
          ariaLabel={label}
          placeholder={hint}
          maxlength={most}
          value={form.draft[field]}
          onInput={(event) => form.change({ [field]: event.detail.value })}
        />
      </View>
      {note && (
        <View id={`note-${field}`} className="row__note">
          {note}
        </View>
      )}
    </Row>
  )
}

type PickProps = Pick<TextProps, 'form' | 'field' | 'label'> & { mode: 'date' | 'time' }

export function PickRow({ form, field, label, mode }: PickProps) {
  return (
    <Row field={field} label={label} problem={form.problems[field]}>
      <View className="row__box">
        <Picked
          id={field}
          mode={mode}
          label={label}
          placeholder={copy.choose}
          value={form.draft[field]}
          onPick={(value) => form.change({ [field]: value })}
        />
      </View>
    </Row>
  )
}

interface ChoiceProps<K extends string> {
  form: FormHandle
  field: Field
  label: string
  options: readonly (readonly [key: K, words: string])[]
  chosen: K
  onChoose(key: K): void
}

/** One of a few. */
export function ChoiceRow<K extends string>({ form, field, label, options, chosen, onChoose }: ChoiceProps<K>) {
  return (
    <Row field={field} label={label} problem={form.problems[field]}>
      <View className="choice" ariaRole="radiogroup" ariaLabel={label}>
        {options.map(([key, words]) => (
          <View
            key={key}
            id={`${field}-${key}`}
            className={`choice__one ${key === chosen ? 'choice__one--on' : ''}`}
            ariaRole="radio"
            {...{ ariaChecked: key === chosen }}
            onClick={() => onChoose(key)}
          >
            <Text>{words}</Text>
          </View>
        ))}
      </View>
    </Row>
  )
}

interface ManyProps<K extends string | number> {
  field: Field
  label: string
  problem: string | undefined
  options: readonly (readonly [key: K, words: string])[]
  chosen: readonly K[]
  onChange(chosen: K[]): void
}

/** Any of them. */
export function ManyRow<K extends string | number>({ field, label, problem, options, chosen, onChange }: ManyProps<K>) {
  const toggle = (key: K) => onChange(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
  return (
    <Row field={field} label={label} problem={problem}>
      <View className={`choice choice--${field}`} ariaRole="group" ariaLabel={label}>
        {options.map(([key, words]) => (
          <View
            key={key}
            id={`${field}-${key}`}
            className={`choice__one ${chosen.includes(key) ? 'choice__one--on' : ''}`}
            ariaRole="button"
            ariaLabel={words}
            {...{ ariaPressed: chosen.includes(key) }}
            onClick={() => toggle(key)}
          >
            <Text>{words}</Text>
          </View>
        ))}
      </View>
    </Row>
  )
}
