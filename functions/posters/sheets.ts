import type { PosterSize } from '../../shared/posters.ts'

/** A printer cuts a hair off: what is meant to reach the edge goes so many millimetres beyond it. */
export const bleed = 3

/** Paper as it lies when it is cut, in millimetres, and how finely its PNG is drawn (dots an inch). */
export const sheets: { [S in PosterSize]: { width: number; height: number; dpi: number } } = {
  a4: { width: 210, height: 297, dpi: 200 },
  a3: { width: 297, height: 420, dpi: 150 },
  tent: { width: 210, height: 297, dpi: 200 },
  sticker: { width: 100, height: 100, dpi: 300 },
}
