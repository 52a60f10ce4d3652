// The web build's (and the component tests') '@tarojs/components': the few elements we use as the browser's own, so that a
// button is a button to a keyboard and a screen reader. The mini-program build never sees this file.
import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode } from 'react'

interface Base {
  id?: string
  className?: string
  style?: CSSProperties | string
  children?: ReactNode
  ariaLabel?: string
  ariaRole?: string
  ariaHidden?: boolean
  ariaLive?: 'polite' | 'assertive' | 'off'
  ariaSelected?: boolean
  ariaChecked?: boolean
  ariaModal?: boolean
  ariaPressed?: boolean
  onClick?: (event: MouseEvent<HTMLElement>) => void
  [other: string]: unknown
}

/** Taro's compiler writes `ariaRole` and `ariaLabel` as the browser calls them; what is spread into an element stays as it is. */
const roleOf = (props: Base): string | undefined => props.ariaRole ?? (props.role as string | undefined)

function shared(props: Base) {
  const { id, className, style, ariaLabel, ariaHidden, ariaLive, ariaSelected, ariaChecked, ariaModal, ariaPressed, onClick } =
    props
  return {
    id,
    className,
    style: style as CSSProperties | undefined,
    role: roleOf(props),
    onClick,
    'aria-label': ariaLabel ?? (props['aria-label'] as string | undefined),
    'aria-hidden': ariaHidden,
    'aria-live': ariaLive,
    'aria-selected': ariaSelected,
    'aria-checked': ariaChecked,
    'aria-modal': ariaModal,
    'aria-pressed': ariaPressed,
  }
}

const pressable = new Set(['button', 'link', 'tab', 'radio', 'switch'])

export function View(props: Base) {
  const rest = shared(props)
  if (!props.onClick || !pressable.has(roleOf(props) ?? '')) return <div {...rest}>{props.children}</div>
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.currentTarget.click()
  }
  const keys = { tabIndex: 0, onKeyDown: press }
  return (
    <div {...rest} {...keys}>
      {props.children}
    </div>
  )
}

export function Text(props: Base) {
  return <span {...shared(props)}>{props.children}</span>
}

export function Image(props: Base & { src: string }) {
  const { 'aria-label': label, ...rest } = shared(props)
  return <img {...rest} src={props.src} alt={label ?? ''} draggable={false} />
}

export function Button(props: Base & { disabled?: boolean }) {
  return (
    <button type="button" {...shared(props)} className={`el-button ${props.className ?? ''}`} disabled={props.disabled}>
      {props.children}
    </button>
  )
}

interface InputProps extends Base {
  value?: string
  type?: string
  placeholder?: string
  maxlength?: number
  disabled?: boolean
  focus?: boolean
  onInput?: (event: { detail: { value: string } }) => void
  onConfirm?: () => void
}

const keyboards: Record<string, 'numeric' | 'decimal' | 'text'> = { number: 'numeric', digit: 'decimal' }

export function Input(props: InputProps) {
  return (
    <input
      {...shared(props)}
      className={`el-input ${props.className ?? ''}`}
      type="text"
      inputMode={keyboards[props.type ?? ''] ?? 'text'}
      autoComplete="off"
      value={props.value}
      placeholder={props.placeholder}
      maxLength={props.maxlength && props.maxlength > 0 ? props.maxlength : undefined}
      disabled={props.disabled}
      // biome-ignore lint/a11y/noAutofocus: the counter's one field, asked for by the page
      autoFocus={props.focus}
      onChange={(event) => props.onInput?.({ detail: { value: event.target.value } })}
      onKeyDown={(event) => event.key === 'Enter' && props.onConfirm?.()}
    />
  )
}
