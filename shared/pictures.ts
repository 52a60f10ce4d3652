import * as z from 'zod'
import { type Contract, FileOut, Id } from './contract.ts'

/** Bytes of the largest picture, after the browser has made it small. */
export const largestPicture = 300 * 1024
/** Width to height of every picture: cards, offers and share cards are cut for it. */
export const pictureShape = { width: 5, height: 4, leastWidth: 500, mostWidth: 2000 }

export const Picture = z.object({
  picture: Id,
  /** Where it is served, below the address of the API; its bytes never change. */
  path: z.string(),
  width: z.int(),
  height: z.int(),
})
export type Picture = z.infer<typeof Picture>

export const pictureContracts = {
  uploadPicture: {
    role: 'marketer',
    audit: [],
    summary:
      'Keeps a picture for an offer: JPEG or PNG, 5 : 4, 500 to 2,000 wide, at most 300 KB. The same bytes are the same picture.',
    input: z.strictObject({
      file: z
        .base64()
        .min(1)
        .max(Math.ceil(largestPicture / 3) * 4),
    }),
    output: Picture,
    status: 201,
    longestBody: 420 * 1024,
    refuses: ['picture.unreadable', 'picture.wrong_shape', 'input.too_large'],
  },
  getPicture: {
    role: 'guest',
    summary: 'The bytes of a picture, to be kept for good.',
    input: z.strictObject({ picture: Id }),
    output: FileOut,
    file: ['image/jpeg', 'image/png'],
    refuses: ['picture.not_found'],
  },
} as const satisfies Record<string, Contract>
