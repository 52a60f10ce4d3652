import type { RouteName } from '../../shared/routes.ts'
import { drawing } from '../testing/drawing.ts'
import type { Lambda } from './lambda.ts'

type Call = (name: RouteName, request?: Parameters<Lambda['call']>[1]) => Promise<{ [field: string]: unknown }>

/** A picture to the shelf and back. */
export async function shelveAndServe(call: Call, token: string): Promise<string> {
  const file = drawing(500, 400)
  const { picture } = await call('uploadPicture', { token, body: { file } })
  const { bytes } = await call('getPicture', { path: { picture: String(picture) } })
  if (bytes !== file) throw new Error('the shelf gave other bytes back')
  return String(picture)
}
