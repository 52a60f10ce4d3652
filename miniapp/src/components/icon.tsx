import { Image } from '@tarojs/components'
import { svgUri } from '../words/svg'
import './icon.scss'

/** Drawn on a 24 x 24 grid with one stroke, so that no picture is ever fetched. */
const strokes = {
  pin: 'M12 21s-7-6.2-7-11.4A7 7 0 0 1 19 9.6C19 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.4 2',
  share: 'M12 15V4m0 0L8 8m4-4 4 4M5 13v5a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-5',
  check: 'M5 12.5l4.6 4.6L19 7.6',
  cross: 'M6 6l12 12M18 6L6 18',
  scan: 'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8m8 0h2.5A1.5 1.5 0 0 1 20 5.5V8m0 8v2.5a1.5 1.5 0 0 1-1.5 1.5H16m-8 0H5.5A1.5 1.5 0 0 1 4 18.5V16m0-4h16',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  store:
    'M4 10l1.3-5h13.4L20 10M5.5 11.5V20h13v-8.5M4 10a2.67 2.67 0 0 0 5.33 0 2.67 2.67 0 0 0 5.34 0A2.67 2.67 0 0 0 20 10M10 20v-4.5h4V20',
  list: 'M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.2 6.5h.1M4.2 12h.1M4.2 17.5h.1',
  phone: 'M6.5 4h3l1.4 4-2 1.5a11 11 0 0 0 5.6 5.6l1.5-2 4 1.4v3a2 2 0 0 1-2.2 2A16 16 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4z',
  undo: 'M8.5 5 4 9.5 8.5 14M4 9.5h10a6 6 0 0 1 0 12h-3',
  flag: 'M6 21V4m0 .8c4-2 8 2 12.5 0v9c-4.5 2-8.5-2-12.5 0',
  warn: 'M12 4 2.8 20h18.4zM12 10v4.5m0 2.6v.1',
} as const

export type IconName = keyof typeof strokes

const inks = { ink: '#1f2a24', soft: '#565e54', pine: '#0e5a48', clay: '#b23a17', white: '#ffffff' } as const

interface Props {
  name: IconName
  ink?: keyof typeof inks
  size?: 'small' | 'normal' | 'large'
}

/** Decoration beside words: never the only thing that says something. */
export function Icon({ name, ink = 'ink', size = 'normal' }: Props) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="${inks[ink]}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="${strokes[name]}"/></svg>`
  return <Image className={`icon icon--${size}`} src={svgUri(svg)} />
}
