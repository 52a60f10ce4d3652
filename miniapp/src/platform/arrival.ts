/** Taking a login's code and state out of an address. Pure. */
export interface Arrival {
  code: string | undefined
  state: string | undefined
  /** The address without them: nobody bookmarks or shares a code. */
  clean: string
}

export function arrivalIn(pathname: string, search: string): Arrival {
  let code: string | undefined
  let state: string | undefined
  const kept: string[] = []
  for (const pair of search.replace(/^\?/, '').split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = at < 0 ? pair : pair.slice(0, at)
    const value = at < 0 ? '' : safelyDecoded(pair.slice(at + 1))
    if (name === 'code' && value) code = value
    else if (name === 'state') state = value
    else kept.push(pair)
  }
  return { code, state, clean: pathname + (kept.length > 0 ? `?${kept.join('&')}` : '') }
}

const safelyDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return text
  }
}

export const readyMade = 'ready-made-link'

/** Only a login begun in this browser, or, where the installation says so, a ready-made link of the sandbox. */
export function mayLogIn(state: string | undefined, begun: string | undefined, readyMadeLinks: boolean): boolean {
  if (state === undefined || state === '') return false
  return state === begun || (readyMadeLinks && state === readyMade)
}
