import type { Language } from '../../../shared/problems.ts'

/** Chinese first; English when the browser speaks it. */
export const language: Language = navigator.language.startsWith('en') ? 'en' : 'zh'
document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'

/** On the web one of our pixels is a sixteenth of the reader's own text size, by tokens.scss. */
export const unit: string | undefined = undefined
