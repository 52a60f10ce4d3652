/** Finds the route of a request as API Gateway's HTTP APIs do. */
export interface Matched {
  routeKey: string
  pathParameters: { [name: string]: string } | undefined
}

interface Pattern {
  routeKey: string
  method: string
  segments: string[]
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
      const pathParameters = fit(pattern.segments, path)
      if (pathParameters)
        return {
          routeKey: pattern.routeKey,
          pathParameters: Object.keys(pathParameters).length > 0 ? pathParameters : undefined,
        }
    }
    return hasDefault ? { routeKey: '$default', pathParameters: undefined } : undefined
  }
}

function patternOf(routeKey: string): Pattern {
  const [method = '', path = ''] = routeKey.split(' ')
  return { routeKey, method, segments: path.split('/') }
}

/** Sorts as text: a digit a segment, then the method. The end of the path counts after a greedy segment. */
function rankOf({ segments, method }: Pattern): string {
  const ranks = segments.map((segment) => (nameOf(segment) === undefined ? '1' : segment.endsWith('+}') ? '4' : '2'))
  return `${ranks.join('')}${method === 'ANY' ? '1' : '0'}`
}

function fit(segments: string[], path: string[]): { [name: string]: string } | undefined {
  const found: { [name: string]: string } = {}
  for (const [at, segment] of segments.entries()) {
    const name = nameOf(segment)
    if (name === undefined) {
      if (segment !== path[at]) return undefined
    } else if (segment.endsWith('+}')) {
      const rest = path.slice(at).join('/')
      if (rest === '') return undefined
      found[name] = decodeURIComponent(rest)
      return found
    } else {
      const value = path[at]
      if (!value) return undefined
      found[name] = decodeURIComponent(value)
    }
  }
  return segments.length === path.length ? found : undefined
}

const nameOf = (segment: string) => /^\{(.+?)\+?\}$/.exec(segment)?.[1]
