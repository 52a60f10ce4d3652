import type { Markup } from './markup.ts'

/** Delivers an event to a handler: the name after `bind`, whose it is, the event as WeChat makes it. */
export type Deliver = (handler: string, owner: string, event: Record<string, unknown>) => void

/** What an element can make the app do beside calling its handlers. */
export interface Hands {
  deliver: Deliver
  share(button: { id: string; dataset: Record<string, unknown> }): void
  navigate(url: string, openType: string): void
  agree(id: string): void
  /** What was typed by now, by element id: the phone knows it even before the page does. */
  typed: Map<string, string>
}

/** One element as a person sees it at this moment; look it up again after the page has changed. */
export interface Element {
  id: string
  tag: string
  /** All text inside, as it is read. */
  text: string
  attr: Record<string, unknown>
  disabled: boolean
  children: Element[]
  /** Elements and pieces of text, in order. */
  parts: (Element | string)[]
  find(id: string): Element | undefined
  /** All inside (and itself) that pass. */
  all(test: (element: Element) => boolean): Element[]
  /** Touches it: the tap bubbles up, and what the phone does by itself (share, submit, navigate) is done. */
  tap(): void
  /** Puts the text in, as a keyboard does. */
  type(text: string): void
  /** Any other event: `change`, `blur`, `scrolltolower`. */
  emit(type: string, detail?: Record<string, unknown>): void
}

const bubbling = new Set(['tap', 'longpress', 'longtap', 'touchstart', 'touchmove', 'touchend', 'touchcancel', 'transitionend'])
let clock = 0

/** The tree of elements of a rendered page. */
export function elements(markup: Markup, hands: Hands, above: readonly Markup[] = []): Element {
  const chain = [markup, ...above]
  const attr = markup.attr
  const inner = markup.children.map((child) => (typeof child === 'string' ? child : elements(child, hands, chain)))
  const children = inner.filter((child) => typeof child !== 'string')
  const id = String(attr.id ?? '')
  const disabled = attr.disabled === true || attr.disabled === 'true'

  const element: Element = {
    id,
    tag: markup.tag,
    attr,
    disabled,
    children,
    parts: inner,
    text: inner.map((child) => (typeof child === 'string' ? child : child.text)).join(''),
    find: (wanted) => element.all((one) => one.id === wanted)[0],
    all: (test) => [...(test(element) ? [element] : []), ...children.flatMap((child) => child.all(test))],
    tap: () => {
      if (disabled) throw new Error(`#${id} is disabled: a tap does nothing`)
      for (const type of ['touchstart', 'touchend', 'tap']) element.emit(type, { x: 1, y: 1 })
      if (attr.openType === 'share') hands.share({ id, dataset: dataset(attr) })
      if (attr.openType === 'agreePrivacyAuthorization') {
        hands.agree(id)
        element.emit('agreeprivacyauthorization')
      }
      if (markup.tag === 'navigator') hands.navigate(String(attr.url ?? ''), String(attr.openType ?? 'navigate'))
      if (attr.formType === 'submit') submit(chain, hands)
    },
    type: (text) => {
      if (!['input', 'textarea'].includes(markup.tag)) throw new Error(`#${id} is a ${markup.tag}: nobody can type into it`)
      if (disabled) throw new Error(`#${id} is disabled: nobody can type into it`)
      const longest = Number(attr.maxlength ?? 140)
      const value = longest < 0 ? text : text.slice(0, longest)
      hands.typed.set(id, value)
      element.emit('input', { value, cursor: value.length, keyCode: value.charCodeAt(value.length - 1) || 8 })
    },
    emit: (type, detail = {}) => emit(chain, type, detail, hands),
  }
  return element
}

function emit(chain: readonly Markup[], type: string, detail: Record<string, unknown>, hands: Hands): void {
  const target = chain[0]
  if (!target) return
  for (const current of bubbling.has(type) ? chain : [target]) {
    const key = [`bind${type}`, `bind:${type}`, `catch${type}`, `catch:${type}`].find((name) => current.attr[name])
    if (!key) continue
    const event = { type, timeStamp: ++clock, detail, mark: {}, touches: [], changedTouches: [] }
    hands.deliver(String(current.attr[key]), current.owner, { ...event, target: who(target), currentTarget: who(current) })
    if (key.startsWith('catch')) return
  }
}

function submit(chain: readonly Markup[], hands: Hands): void {
  const at = chain.findIndex(({ tag }) => tag === 'form')
  const form = chain[at]
  if (!form) return
  const value: Record<string, unknown> = {}
  const gather = (markup: Markup): void => {
    if (markup.attr.name !== undefined && ['input', 'textarea', 'switch', 'slider'].includes(markup.tag))
      value[String(markup.attr.name)] = hands.typed.get(String(markup.attr.id ?? '')) ?? markup.attr.value
    for (const child of markup.children) if (typeof child !== 'string') gather(child)
  }
  gather(form)
  emit(chain.slice(at), 'submit', { value }, hands)
}

function who(markup: Markup): Record<string, unknown> {
  return { id: String(markup.attr.id ?? ''), dataset: dataset(markup.attr), offsetLeft: 0, offsetTop: 0 }
}

function dataset(attr: Record<string, unknown>): Record<string, unknown> {
  const data = Object.entries(attr).filter(([name]) => name.startsWith('data-'))
  return Object.fromEntries(
    data.map(([name, value]) => [name.slice(5).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
  )
}
