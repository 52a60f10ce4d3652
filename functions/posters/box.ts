/** CSS that Satori lays out; lengths in units of the panel (panels.ts). */
export type Style = { [property: string]: string | number }

/** What Satori takes in place of JSX. */
export interface Box {
  type: 'div' | 'img'
  key: string | null
  props: { style: Style; children?: Box[] | string; src?: string }
}

export const box = (style: Style, ...children: Box[]): Box => ({
  type: 'div',
  key: null,
  props: { style: { display: 'flex', boxSizing: 'border-box', flexShrink: 0, ...style }, children },
})

/** One text; nothing else stands in its box. A word that is longer than its line breaks. */
export const text = (words: string, style: Style): Box => ({
  type: 'div',
  key: null,
  props: { style: { display: 'block', flexShrink: 0, overflowWrap: 'break-word', ...style }, children: words },
})

export const image = (name: string, src: string, style: Style): Box => ({ type: 'img', key: name, props: { style, src } })

/** A box that something is drawn into afterwards, found by its name. */
export const place = (name: string, style: Style): Box => ({ ...box(style), key: name })
