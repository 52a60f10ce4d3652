import type { ReactNode } from 'react'

/** What lies over the page; WeChat's own tab bar is outside of it. */
export const Layer = ({ children }: { children: ReactNode }) => <>{children}</>
