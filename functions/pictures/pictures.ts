import { Problem } from '../../shared/problem.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'

/** Whose a picture is; its bytes lie on the shelf (kernel/shelf). */
export interface PictureItem extends Item {
  merchantId: string
  type: string
}

export const pictureKey = (picture: string): Key => ({ pk: `PICTURE#${picture}`, sk: 'PICTURE' })

/** Lets a commit happen only with a picture of the merchant's own. */
export function ownPicture(merchantId: string, picture: string | undefined): Write[] {
  if (picture === undefined) return []
  return [
    {
      check: pictureKey(picture),
      when: { field: 'merchantId', is: merchantId },
      orElse: () => new Problem('input.invalid', { field: 'picture' }),
    },
  ]
}
