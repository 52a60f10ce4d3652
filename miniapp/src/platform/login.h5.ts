import { arrivalIn, mayLogIn } from './arrival'
import { webConfig } from './config.h5'

export const channel = 'web'
const key = 'footfall.login.state'

/** Leaves for the login page, which comes back to this very address; the page that asked is gone by then. */
export async function obtainCode(): Promise<string> {
  const { authorize, appid } = await webConfig()
  const state = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  sessionStorage.setItem(key, state)
  const query = `appid=${encodeURIComponent(appid)}&redirect_uri=${encodeURIComponent(location.href)}&response_type=code&scope=snsapi_base`
  // The way back leads to the page, not through the login.
  location.replace(`${authorize}?${query}&state=${state}#wechat_redirect`)
  return new Promise(() => {})
}

// Read and cleaned at once, before the router looks at the address; judged later, when /config.json is known.
const arrival = arrivalIn(location.pathname, location.search)
if (arrival.code !== undefined) history.replaceState(history.state, '', arrival.clean + location.hash)

/** The code this page was opened with, if this browser asked for it. */
export async function arrivedCode(): Promise<string | undefined> {
  if (arrival.code === undefined) return undefined
  const begun = sessionStorage.getItem(key) ?? undefined
  sessionStorage.removeItem(key)
  const { readyMadeLinks } = await webConfig()
  return mayLogIn(arrival.state, begun, readyMadeLinks === true) ? arrival.code : undefined
}
