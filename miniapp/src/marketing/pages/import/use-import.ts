import { useCallback, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import type { CoordinateSystem } from '../../../../../shared/imports.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Refusal } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import type { Chosen } from '../../file/chosen'
import { chooseFile } from '../../file/file'
import { forget, keep, readSaved } from './saved'

export type Import = OutputOf<'importStores'>

/** Where the marketer is: a step that has no file shows none. */
export type Step =
  | { is: 'loading' }
  | { is: 'failed'; trouble: unknown }
  | { is: 'choose'; trouble?: unknown }
  | { is: 'reading'; name: string }
  | { is: 'read'; name: string; found: Import; trouble?: unknown }

/** Nothing could be opened; the server was not asked. */
export class Unopened extends Error {
  readonly why: 'too large' | 'unreadable'
  constructor(why: 'too large' | 'unreadable') {
    super(why)
    this.why = why
  }
}

const mostBytes = 3_000_000
/** A file of some MB over a phone's network. */
const uploadMs = 60_000

/** One import, from the file to its last store. What runs goes on after a reload, here or by the server's own job. */
export function useImport(token: string | undefined) {
  const [step, setStep] = useState<Step>({ is: 'loading' })
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])
  const show = useCallback((next: Step | ((now: Step) => Step)) => {
    if (!gone.current) setStep(next)
  }, [])

  /** Confirms until all is done; a lost answer or a refusal leaves it where it is, to go on later. */
  const [goOn, confirming] = useOnce(async (name: string, start: Import) => {
    show({ is: 'read', name, found: start })
    try {
      let found = start
      do {
        found = withFaults(await call('confirmImport', { importId: found.importId }), found)
        show({ is: 'read', name, found })
      } while (found.state === 'running' && !gone.current)
    } catch (trouble) {
      show((now) => (now.is === 'read' ? { ...now, trouble } : now))
    }
  })
  const confirm = () => {
    if (step.is === 'read') goOn(step.name, step.found)
  }

  // Back on the page, after a reload, or after the login on the web.
  const load = useCallback(async () => {
    const saved = readSaved()
    if (!saved) return show({ is: 'choose' })
    show({ is: 'loading' })
    try {
      const found = await call('getImport', { importId: saved.importId })
      show({ is: 'read', name: saved.fileName, found })
      if (found.state === 'running') goOn(saved.fileName, found)
    } catch (trouble) {
      const isGone = trouble instanceof Refusal && trouble.status === 404
      if (isGone) forget()
      show(isGone ? { is: 'choose' } : { is: 'failed', trouble })
    }
  }, [show, goOn])
  useEffect(() => {
    if (token !== undefined) void load()
  }, [token, load])

  const [choose, choosing] = useOnce(async (coordinates: CoordinateSystem) => {
    const before = step
    let chosen: Chosen | undefined
    try {
      chosen = await chooseFile()
      if (!chosen) return
      if (chosen.bytes > mostBytes) throw new Unopened('too large')
      show({ is: 'reading', name: chosen.name })
      const { base64: file, format, name } = chosen
      const found = await call('importStores', { file, format, coordinates }, { key: newKey(), timeout: uploadMs })
      keep({ importId: found.importId, fileName: name })
      show({ is: 'read', name, found })
    } catch (problem) {
      const trouble = problem instanceof Error ? problem : new Unopened('unreadable')
      show(before.is === 'read' ? { ...before, trouble } : { is: 'choose', trouble })
    }
  })

  const [more, loadingMore] = useOnce(async () => {
    if (step.is !== 'read' || step.found.nextCursor === undefined) return
    const { importId, nextCursor } = step.found
    try {
      const page = await call('getImport', { importId, cursor: nextCursor })
      show((now) =>
        now.is === 'read' && now.found.nextCursor === nextCursor
          ? { ...now, found: { ...now.found, bad: [...now.found.bad, ...page.bad], nextCursor: page.nextCursor } }
          : now,
      )
    } catch (trouble) {
      show((now) => (now.is === 'read' ? { ...now, trouble } : now))
    }
  })

  const another = useCallback(() => {
    forget()
    show({ is: 'choose' })
  }, [show])

  return { step, choose, choosing, confirm, confirming, more, loadingMore, another, retry: load }
}

/** The rows that are wrong stay as far as they were read: progress says nothing new of them. */
function withFaults(fresh: Import, known: Import): Import {
  const { nextCursor: _first, ...rest } = fresh
  return { ...rest, bad: known.bad, ...(known.nextCursor !== undefined && { nextCursor: known.nextCursor }) }
}
