import { browserWords } from '../words/browser'

/** This browser in words, for its owner's list of sessions. */
export const deviceWords = (): string | undefined => browserWords(navigator.userAgent)
