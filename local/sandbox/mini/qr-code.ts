import { createHash } from 'node:crypto'
import { type Refusal, refusal } from '../reply.ts'
import { blackAndWhite } from './png.ts'

export interface Picture {
  type: 'image/png' | 'image/jpeg'
  bytes: Buffer
}

const visible = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/

/** `POST /wxa/getwxacodeunlimit`: a picture that looks like a code and holds the scene as unseen text, or a refusal. */
export function codeFor(asked: { [field: string]: unknown }, fault: 'page' | 'jpeg' | undefined): Picture | Refusal {
  const { scene, page, check_path, env_version = 'release', width = 430, auto_color, line_color, is_hyaline } = asked
  if (typeof scene !== 'string' || !visible.test(scene))
    return refusal(40169, 'invalid length for scene, or the data is not json string')
  if (page !== undefined && (typeof page !== 'string' || !/^[^/?#][^?#]*$/.test(page))) return refusal(41030, 'invalid page')
  if (!['release', 'trial', 'develop'].includes(env_version as string)) return refusal(40097, 'invalid args: env_version')
  if (!Number.isInteger(width) || Number(width) < 280 || Number(width) > 1280) return refusal(40097, 'invalid args: width')
  for (const flag of [check_path, auto_color, is_hyaline])
    if (flag !== undefined && typeof flag !== 'boolean') return refusal(40097, 'invalid args')
  if (line_color !== undefined && typeof line_color !== 'object') return refusal(40097, 'invalid args: line_color')
  if (fault === 'page') return refusal(41030, 'invalid page')
  if (fault === 'jpeg') return { type: 'image/jpeg', bytes: grey }
  return { type: 'image/png', bytes: drawn(scene, String(page ?? ''), Number(width)) }
}

const modules = 33
const quiet = 4

/** Three corner marks, and points that the scene decides. */
function drawn(scene: string, page: string, width: number): Buffer {
  const bits = Buffer.concat(
    Array.from({ length: 5 }, (_, at) => createHash('sha256').update(`${at} ${scene} ${page}`).digest()),
  )
  const side = modules + 2 * quiet
  const isDark = (x: number, y: number): boolean => {
    const [column, row] = [x - quiet, y - quiet]
    if (column < 0 || row < 0 || column >= modules || row >= modules) return false
    const corner = cornerOf(column, row)
    if (corner) return isCornerDark(...corner)
    const bit = row * modules + column
    return (((bits[bit >> 3] as number) >> (bit & 7)) & 1) === 1
  }
  return blackAndWhite(width, side, isDark, { scene, page })
}

function cornerOf(column: number, row: number): [number, number] | undefined {
  for (const [left, top] of [
    [0, 0],
    [modules - 7, 0],
    [0, modules - 7],
  ] as const)
    if (column >= left - 1 && column <= left + 7 && row >= top - 1 && row <= top + 7) return [column - left, row - top]
  return undefined
}

const isCornerDark = (x: number, y: number) => {
  const away = Math.max(Math.abs(x - 3), Math.abs(y - 3))
  return away === 3 || away <= 1
}

/** One grey point: where the type alone matters. */
const grey = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
)
