/** A4 and A3 to hang up; an A4 that folds to a tent with the same two faces; a square of 100 mm to stick on. */
export const posterSizes = ['a4', 'a3', 'tent', 'sticker'] as const
export type PosterSize = (typeof posterSizes)[number]
/** `png` to look at and to send; `pdf` to print. */
export const posterFormats = ['png', 'pdf'] as const
export type PosterFormat = (typeof posterFormats)[number]
export const posterLanguages = ['zh', 'en'] as const
export type PosterLanguage = (typeof posterLanguages)[number]
