/** A parameter of the address inside a QR or a link; WeChat hands a scanned address over encoded. Undefined when it is another QR. */
export function scannedParameter(text: string | undefined, name: string): string | undefined {
  if (text === undefined) return undefined
  const found = new RegExp(`[?&]${name}=([\\w.-]+)`).exec(decoded(text))
  return found?.[1]
}

/** Of the page's own parameters: named plainly, or inside the address that was scanned (`q`). */
export function parameterOf(params: { [name: string]: string | undefined }, name: string): string | undefined {
  return params[name] || scannedParameter(params.q, name)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
