import { Input, Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Pick as Picked } from '../../platform/pick'
import { copy } from './copy'
import type { Draft, Field } from './draft'

/** A form that is being filled in, new or standing: what is typed, and what is wrong with it. */
export interface FormOf<D> {
  draft: D
  problems: { [K in keyof D]?: string }
  change(part: Partial<D>): void
}

/** The form of a promotion and its coupon. */
export type FormHandle = FormOf<Draft>
export type Problems = FormHandle['problems']

/** The fields that hold whatever is typed. */
type Written<D> = { [K in keyof D & string]: string extends D[K] ? K : never }[keyof D & string]

interface RowProps {
  field: string
  label: string
  problem?: string | undefined
  note?: string | undefined
  children: ReactNode
}

/** A label, what is filled in, and what is wrong with it, read out when it appears. */
export function Row({ field, label, problem, note, children }: RowProps) {
  return (
    <View id={`row-${field}`} className={`row ${problem ? 'row--bad' : ''}`}>
      <Text className="row__label">{label}</Text>
      {children}
      {note && (
        <View id={`note-${field}`} className="row__note">
          {note}
        </View>
      )}
      {problem && (
        <View id={`problem-${field}`} className="row__problem" ariaRole="alert">
          {problem}
        </View>
      )}
    </View>
  )
}

export const Heading = ({ words }: { words: string }) => (
  <View className="create__heading" ariaRole="heading">
    {words}
  </View>
)

interface TextProps<D> {
  form: FormOf<D>
  field: Written<D>
  label: string
  hint?: string
  type?: 'text' | 'number' | 'digit'
  most?: number
  /** What the number means, said below. */
  note?: string | undefined
}

export function TextRow<D>({ form, field, label, hint = '', type = 'text', most = 40, note }: TextProps<D>) {
  return (
    <Row field={field} label={label} problem={form.problems[field]} note={note}>
      <View className="row__box">
        <Input
          id={field}
          className="row__input"
          type={type}
          ariaLabel={label}
          placeholder={hint}
          maxlength={most}
          value={form.draft[field] as string}
          onInput={(event) => form.change({ [field]: event.detail.value } as Partial<D>)}
        />
      </View>
    </Row>
  )
}

type PickProps<D> = Pick<TextProps<D>, 'form' | 'field' | 'label'> & { mode: 'date' | 'time' }

export function PickRow<D>({ form, field, label, mode }: PickProps<D>) {
  return (
    <Row field={field} label={label} problem={form.problems[field]}>
      <View className="row__box">
        <Picked
          id={field}
          mode={mode}
          label={label}
          placeholder={copy.choose}
          value={form.draft[field] as string}
          onPick={(value) => form.change({ [field]: value } as Partial<D>)}
        />
      </View>
    </Row>
  )
}

interface ChoiceProps<D, K extends string> {
  form: FormOf<D>
  field: keyof D & string
  label: string
  options: readonly (readonly [key: K, words: string])[]
  chosen: K
  note?: string | undefined
  onChoose(key: K): void
}

/** One of a few. */
export function ChoiceRow<D, K extends string>({ form, field, label, options, chosen, note, onChoose }: ChoiceProps<D, K>) {
  return (
    <Row field={field} label={label} problem={form.problems[field]} note={note}>
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
