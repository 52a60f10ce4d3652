/** Base64, because WeChat's image element draws that form on every phone. ASCII only. */
export function svgUri(svg: string): string {
  return `data:image/svg+xml;base64,${base64(svg)}`
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A mini-program has no btoa. */
export function base64(ascii: string): string {
  let out = ''
  for (let i = 0; i < ascii.length; i += 3) {
    const [a, b, c] = [ascii.charCodeAt(i), ascii.charCodeAt(i + 1), ascii.charCodeAt(i + 2)]
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0)
    out += letters.charAt(bits >> 18) + letters.charAt((bits >> 12) & 63)
    out += Number.isNaN(b) ? '=' : letters.charAt((bits >> 6) & 63)
    out += Number.isNaN(c) ? '=' : letters.charAt(bits & 63)
  }
  return out
}
