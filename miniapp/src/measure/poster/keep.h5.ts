import { zipSync } from 'fflate'

const types: Record<string, string> = { png: 'image/png', pdf: 'application/pdf', zip: 'application/zip' }

const urlOf = (bytes: Uint8Array, ending: string) =>
  URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: types[ending] ?? '' }))

/** Puts a file where the reader's browser puts what it downloads. */
export async function keep(name: string, bytes: Uint8Array): Promise<void> {
  const url = urlOf(bytes, name.slice(name.lastIndexOf('.') + 1))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Safari reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Where an image element finds the picture. */
export const shownAt = async (_name: string, png: Uint8Array): Promise<string> => urlOf(png, 'png')

/** Many files as one: they are packed already. */
export const zip: ((files: Record<string, Uint8Array>) => Uint8Array) | undefined = (files) => zipSync(files, { level: 0 })
