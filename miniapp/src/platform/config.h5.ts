import { Lost } from '../api/trouble'

export interface WebConfig {
  api: string
  /** The page that stands for WeChat's login. */
  authorize: string
  /** The page that stands for WeChat's payment sheet: `?prepay_id=&return=`; it comes back with `payment=done` or `cancelled`. */
  pay?: string
  appid: string
  /** Local only: accept a login that was begun elsewhere. */
  readyMadeLinks?: boolean
}

let config: Promise<WebConfig> | undefined

/** Where things are, learnt from the server of this page; a failure is forgotten so that a retry can succeed. */
export function webConfig(): Promise<WebConfig> {
  config ??= fetch('/config.json')
    .then((answer) => {
      if (!answer.ok) throw new Lost('offline')
      return answer.json() as Promise<WebConfig>
    })
    .catch(() => {
      config = undefined
      throw new Lost('offline')
    })
  return config
}

export const apiBase = async (): Promise<string> => (await webConfig()).api
