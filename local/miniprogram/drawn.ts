import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Element } from './element.ts'
import type { MiniProgram } from './open.ts'

const tags: Record<string, string> = {
  text: 'span',
  button: 'button',
  input: 'input',
  textarea: 'textarea',
  image: 'img',
  navigator: 'a',
}

/** WeChat's own look of its elements, as far as a layout depends on it. */
const defaults = `
  * { box-sizing: border-box; margin: 0 } body { font: 16px/1.4 system-ui; position: relative }
  span.text { white-space: pre-wrap } img { width: 320px; height: 240px } input { border: 0; width: 100%; height: 1.4em; font: inherit; background: none }
  button { display: block; width: 100%; border: 0; border-radius: 5px; padding: 0 14px; font-size: 18px; line-height: 2.5556; background: #f8f8f8 }
`

/** The page on top as a web page, for a picture of it in a browser: its elements, its wxss, WeChat's defaults. */
export function drawn(app: MiniProgram, folder: string): string {
  const sheets = ['app.wxss', `${app.page.route}.wxss`].map((path) => sheet(folder, path)).join('\n')
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>${defaults}${sheets}</style><body>${html(app.screen, folder)}</body>`
}

function sheet(folder: string, path: string): string {
  const file = join(folder, path)
  if (!existsSync(file)) return ''
  return readFileSync(file, 'utf8')
    .replace(/@import\s*(?:url\()?["']([^"']+)["']\)?;?/g, (_, target: string) =>
      sheet(folder, target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(path), target)),
    )
    .replace(/(\d*\.?\d+)rpx/g, (_, size: string) => `${Number(size) / 7.5}vw`)
    .replace(/(^|[,{}\s])page(?=[\s,{:>])/g, '$1body')
}

function html(element: Element, folder: string): string {
  const { attr } = element
  if (attr.hidden === true) return ''
  const tag = tags[element.tag] ?? 'div'
  const given: Record<string, unknown> = { id: element.id, class: `${attr.class ?? ''} ${element.tag}`, style: attr.style }
  if (tag === 'img') given.src = inlined(String(attr.src ?? ''), folder)
  if (tag === 'input') Object.assign(given, { value: attr.value, placeholder: attr.placeholder })
  const written = Object.entries(given).filter(([, value]) => value !== undefined && value !== '')
  const open = `<${tag}${written.map(([name, value]) => ` ${name}="${escaped(String(value))}"`).join('')}${element.disabled ? ' disabled' : ''}>`
  if (tag === 'img' || tag === 'input') return open
  return `${open}${element.parts.map((part) => (typeof part === 'string' ? escaped(part) : html(part, folder))).join('')}</${tag}>`
}

function inlined(source: string, folder: string): string {
  const file = join(folder, source)
  return source.startsWith('/') && existsSync(file)
    ? `data:image/${posix.extname(source).slice(1)};base64,${readFileSync(file, 'base64')}`
    : source
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
