import { Input, Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { Pick as Picked } from '../../platform/pick'
import { PictureField } from '../picture/picture-field'
import { copy } from './copy'
import type { DealDraft, DealField } from './draft'

export type DealProblems = Partial<Record<DealField, string>>

/** A form that is being filled in. */
export interface DealHandle {
  draft: DealDraft
  problems: DealProblems
  change(part: Partial<DealDraft>): void
}

type Texts = Exclude<DealField, 'steps' | 'refundable' | 'picture'>

function Row({
  field,
  label,
  problem,
  note,
  children,
}: {
  field: string
  label: string
  problem?: string | undefined
  note?: string | undefined
  children: ReactNode
}) {
  return (
    <View id={`row-${field}`} className={`row ${problem ? 'row--bad' : ''}`}>
      <Text className="row__label">{label}</Text>
      {children}
      {note && <View className="row__note">{note}</View>}
      {problem && (
        <View id={`problem-${field}`} className="row__problem" ariaRole="alert">
          {problem}
        </View>
      )}
    </View>
  )
}

interface TextProps {
  form: DealHandle
  field: Texts
  label: string
  hint?: string
  type?: 'text' | 'number' | 'digit'
  most?: number
  note?: string | undefined
}

function TextRow({ form, field, label, hint = '', type = 'text', most = 40, note }: TextProps) {
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
          value={form.draft[field]}
          onInput={(event) => form.change({ [field]: event.detail.value })}
        />
      </View>
    </Row>
  )
}

function DayRow({ form, field, label }: { form: DealHandle; field: 'from' | 'to'; label: string }) {
  return (
    <Row field={field} label={label} problem={form.problems[field]}>
      <View className="row__box">
        <Picked
          id={field}
          mode="date"
          label={label}
          placeholder={label}
          value={form.draft[field]}
          onPick={(value) => form.change({ [field]: value })}
        />
      </View>
    </Row>
  )
}

const Heading = ({ words }: { words: string }) => (
  <View className="create__heading" ariaRole="heading">
    {words}
  </View>
)

/** The promotion a deal brings along, where it is not added to one. */
export function WindowFields({ form }: { form: DealHandle }) {
  return (
    <View className="create__part">
      <Heading words={copy.activity} />
      <TextRow form={form} field="name" label={copy.name} hint={copy.nameHint} />
      <View className="create__pair">
        <DayRow form={form} field="from" label={copy.from} />
        <DayRow form={form} field="to" label={copy.to} />
      </View>
    </View>
  )
}

export function DealFields({ form, sold }: { form: DealHandle; sold: number | undefined }) {
  const { draft, change, problems } = form
  return (
    <>
      <View className="create__part">
        <Heading words={copy.deal} />
        <TextRow form={form} field="title" label={copy.titleLabel} hint={copy.titleHint} />
        <PictureField picture={draft.picture} onChange={(picture) => change({ picture })} problem={problems.picture} />
      </View>
      <View className="create__part">
        <Heading words={copy.prices} />
        <View className="create__pair">
          <TextRow form={form} field="alone" label={copy.alone} type="digit" most={12} />
          <TextRow form={form} field="list" label={copy.list} type="digit" most={12} note={copy.listNote} />
        </View>
        <Ladder form={form} />
        <View className="create__pair">
          <TextRow form={form} field="hours" label={copy.hours} type="number" most={3} />
          <TextRow form={form} field="sponsored" label={copy.sponsored} type="number" most={2} note={copy.sponsoredNote} />
        </View>
        <TextRow form={form} field="unitCost" label={copy.unitCost} type="digit" most={12} note={copy.unitCostNote} />
      </View>
      <View className="create__part">
        <Heading words={copy.stock} />
        <View className="create__pair">
          <TextRow
            form={form}
            field="total"
            label={copy.total}
            type="number"
            most={7}
            note={sold === undefined ? undefined : copy.sold(sold)}
          />
          <TextRow form={form} field="perMember" label={copy.perMember} type="number" most={2} />
        </View>
      </View>
      <View className="create__part">
        <Heading words={copy.voucher} />
        <View className="create__pair">
          <TextRow form={form} field="uses" label={copy.uses} type="number" most={3} note={copy.usesNote} />
          <TextRow form={form} field="days" label={copy.days} type="number" most={3} />
        </View>
        <Row field="refundable" label={copy.refundable} problem={problems.refundable}>
          <View className="choice" ariaRole="radiogroup" ariaLabel={copy.refundable}>
            {(['until_used', 'never'] as const).map((key) => (
              <View
                key={key}
                id={`refundable-${key}`}
                className={`choice__one ${key === draft.refundable ? 'choice__one--on' : ''}`}
                ariaRole="radio"
                {...{ ariaChecked: key === draft.refundable }}
                onClick={() => change({ refundable: key })}
              >
                <Text>{copy[key]}</Text>
              </View>
            ))}
          </View>
        </Row>
      </View>
    </>
  )
}

const mostSteps = 6

/** The sizes of groups with their prices, a row each. */
function Ladder({ form }: { form: DealHandle }) {
  const { steps } = form.draft
  const put = (at: number, part: Partial<(typeof steps)[number]>) =>
    form.change({ steps: steps.map((step, nth) => (nth === at ? { ...step, ...part } : step)) })
  const rows = steps.map((step, at) => ({ ...step, at, key: `step-${at}` }))
  return (
    <Row field="steps" label={copy.ladder} problem={form.problems.steps} note={copy.ladderNote}>
      {rows.map(({ key, at, size, price }) => (
        <View key={key} className="spans">
          <View className="row__box">
            <Input
              id={`size-${at}`}
              className="row__input"
              type="number"
              maxlength={2}
              ariaLabel={copy.size}
              placeholder={copy.size}
              value={size}
              onInput={(event) => put(at, { size: event.detail.value })}
            />
          </View>
          <View className="row__box">
            <Input
              id={`price-${at}`}
              className="row__input"
              type="digit"
              maxlength={12}
              ariaLabel={copy.price}
              placeholder={copy.price}
              value={price}
              onInput={(event) => put(at, { price: event.detail.value })}
            />
          </View>
          {steps.length > 1 && (
            <Button
              id={`remove-step-${at}`}
              kind="plain"
              small
              label={copy.removeStep}
              onPress={() => form.change({ steps: steps.filter((_, nth) => nth !== at) })}
            >
              ×
            </Button>
          )}
        </View>
      ))}
      {steps.length < mostSteps && (
        <Button id="add-step" kind="plain" small onPress={() => form.change({ steps: [...steps, { size: '', price: '' }] })}>
          {copy.addStep}
        </Button>
      )}
    </Row>
  )
}
