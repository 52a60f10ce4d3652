import type { PosterSize } from '../../../../../shared/posters.ts'

/** What the posters are drawn on, and which codes they bear. */
export interface Paper {
  size: PosterSize
  codes: 'both' | 'web'
}
