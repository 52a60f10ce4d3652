/** A page of staff inside this app, and nothing else: an address may come from anybody. */
export function placeToGo(to: string | undefined): string {
  const wanted = to === undefined ? '' : decoded(to)
  return /^\/(marketing|merchant|desk|measure)\/pages\/[a-z-]+\/index(\?[\w=&-]*)?$/.test(wanted) ? wanted : '/pages/me/index'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
