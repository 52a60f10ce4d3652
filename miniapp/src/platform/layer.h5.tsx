import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** What lies over the page: outside of it, or the tab bar would cover it. */
export function Layer({ children }: { children: ReactNode }) {
  const frame = document.getElementById('container') ?? document.body
  return createPortal(children, frame)
}
