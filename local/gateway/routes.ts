/** Finds the route of a request as API Gateway's HTTP APIs do. */
export interface Matched {
  routeKey: string
  pathParameters: { [name: string]: string } | undefined
}

interface Pattern {
  routeKey: string
  method: string
  segments: Segment[]
}

/** A fixed text, or the name of what stands there. */
interface Segment {
  text: string
  name: string | undefined
  isGreedy: boolean
}

/**
 * The most specific route wins: fixed segments before `{name}` before `{greedy+}`, an own method before ANY, `$default` last.
 * Throws URIError where a path parameter is not well encoded.
 */
export function routesOf(routeKeys: string[]): (method: string, rawPath: string) => Matched | undefined {
  const hasDefault = routeKeys.includes('$default')
  const patterns = routeKeys
    .filter((key) => key !== '$default')
    .map(patternOf)
    .sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))
  return (method, rawPath) => {
    const path = rawPath.split('/')
    for (const pattern of patterns) {
      if (pattern.method !== method && pattern.method !== 'ANY') continue
      if (fits(pattern.segments, path))
        return { routeKey: pattern.routeKey, pathParameters: parametersOf(pattern.segments, path) }
    }
    return hasDefault ? { routeKey: '$default', pathParameters: undefined } : undefined
  }
}

function patternOf(routeKey: string): Pattern {
  const [method = '', path = ''] = routeKey.split(' ')
  return { routeKey, method, segments: path.split('/').map(segmentOf) }
}

/** Sorts as text: a digit a segment, then the method. The end of the path counts after a greedy segment. */
function rankOf({ segments, method }: Pattern): string {
  const ranks = segments.map(({ name, isGreedy }) => (name === undefined ? '1' : isGreedy ? '4' : '2'))
  return `${ranks.join('')}${method === 'ANY' ? '1' : '0'}`
}

function fits(segments: Segment[], path: string[]): boolean {
  const isGreedy = segments.at(-1)?.isGreedy === true
  if (isGreedy ? path.length < segments.length : path.length !== segments.length) return false
  const isLonger = path.length > segments.length
  return segments.every((one, at) =>
    one.name === undefined ? one.text === path[at] : path[at] !== '' || (one.isGreedy && isLonger),
  )
}

function parametersOf(segments: Segment[], path: string[]): Matched['pathParameters'] {
  const named = segments.flatMap(({ name, isGreedy }, at) =>
    name === undefined ? [] : [[name, decodeURIComponent(isGreedy ? path.slice(at).join('/') : (path[at] ?? ''))]],
  )
  return named.length > 0 ? Object.fromEntries(named) : undefined
}

const segmentOf = (text: string): Segment => ({
  text,
  name: /^\{(.+?)\+?\}$/.exec(text)?.[1],
  isGreedy: text.endsWith('+}'),
})
