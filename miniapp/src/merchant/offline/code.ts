import nacl from 'tweetnacl'
import { readCodeText } from '../../../../shared/offline.ts'
import { bytesOf, utf8 } from '../../phone/bytes'

export interface CodeKey {
  kid: string
  x: string
}

const plain = (part: string) => {
  const bytes = bytesOf(part)
  return bytes && String.fromCharCode(...bytes)
}

/** What a code says, where one of the keys has signed it; undefined for any other text. The algorithm is pinned: no code chooses its own. */
export function verifiedCode(code: string, keys: CodeKey[]): { id: string; cycle: number; until: number } | undefined {
  const [header = '', payload = '', signature = '', ...more] = code.trim().split('.')
  const signed = bytesOf(signature)
  const kid = /"kid":"([\w-]+)"/.exec(plain(header) ?? '')?.[1]
  const key = bytesOf(keys.find((one) => one.kid === kid)?.x ?? '')
  const isWhole = more.length === 0 && signed?.length === 64 && key?.length === 32
  if (!isWhole || !nacl.sign.detached.verify(utf8(`${header}.${payload}`), signed, key)) return undefined
  return readCodeText(plain(payload) ?? '')
}
