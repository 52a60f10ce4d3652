import { createHash } from 'node:crypto'
import type { Picture } from '../../shared/pictures.ts'
import { Problem } from '../../shared/problem.ts'
import { shelf } from '../kernel/shelf/shelf.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { type PictureItem, pictureKey } from './pictures.ts'
import { judgePicture } from './rules.ts'

/** The bytes first, then the fact that they are there: a crash between leaves bytes that nobody knows, never a name without bytes. */
export async function uploadPicture(table: Table, marketer: Staff, file: string): Promise<Picture> {
  const bytes = Buffer.from(file, 'base64')
  const { type, width, height } = judgePicture(bytes)
  const { merchantId } = marketer
  const hash = createHash('sha256').update(merchantId).update(bytes).digest('base64url')
  const picture = `pic_${hash.slice(0, 27)}`
  await shelf.put(picture, type, bytes)
  const item: PictureItem = { ...pictureKey(picture), merchantId, type }
  await table.commit({ put: item, when: 'absent', orElse: () => 'mine' })
  return { picture, path: `/pictures/${picture}`, width, height }
}

/** Refuses with picture.not_found. */
export async function getPicture(table: Table, picture: string): Promise<{ type: string; bytes: string }> {
  const item = (await table.get(pictureKey(picture))) as PictureItem | undefined
  const bytes = item && (await shelf.get(picture))
  if (!bytes) throw new Problem('picture.not_found')
  return { type: item.type, bytes: Buffer.from(bytes).toString('base64') }
}
