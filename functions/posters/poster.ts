import type { Language } from '../../shared/problems.ts'

/** Everything that stands on a poster, in words that are ready to be set. */
export interface Poster {
  language: Language
  merchant: string
  title: string
  /** The large figure: ¥20, 8折. Absent where there is no one figure, as for a whole promotion. */
  worth?: { before: string; number: string; after: string }
  /** What stands small beneath it: from what bill on, or what each offer is worth. */
  conditions: string[]
  /** The label and the words: by when to claim or to buy. */
  until: { label: string; words: string }
  /** The label, and the same said ever shorter: what fits first is printed. */
  where: { label: string; words: string[] }
  /** The rules as one text; too long for the paper, a line says where they are read. */
  rules: string
  invitation: string
  /** The web QR leads to exactly this. */
  link: string
  /** The mini-program code, as WeChat drew it; without it the web QR stands alone. */
  miniCode?: { type: 'image/png' | 'image/jpeg'; bytes: Uint8Array }
}

/** What every poster says in a language, whatever it is for. */
export const standing: {
  [L in Language]: { mini: string; web: string; only: string; rulesElsewhere: string }
} = {
  zh: { mini: '微信扫一扫', web: '手机相机扫码', only: '微信或手机相机扫码', rulesElsewhere: '使用规则扫码可见' },
  en: {
    mini: 'WeChat',
    web: 'Phone camera',
    only: 'WeChat or phone camera',
    rulesElsewhere: 'Scan to read all the rules',
  },
}

const pictograph = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\u20e3|\ufe0e|\ufe0f/gu

/** Pictographs are in no type that is printed with; what is left is the name all the same. */
export const printable = (words: string): string =>
  words
    .replace(pictograph, (one) => (/[©®™]/.test(one) ? one : ''))
    .replace(/[^\S\n]+/g, ' ')
    .trim()
