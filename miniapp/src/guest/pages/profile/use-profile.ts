import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import { type RemoteHandle, useRemote } from '../../../hooks/use-remote'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import { changeOf, problemsIn, type Told } from './told'

/** What is kept, and whether it may be. */
export interface Kept {
  me: OutputOf<'getMe'>
  allowed: boolean
}

export interface ProfileHandle {
  remote: RemoteHandle<Kept>['remote']
  reload(): void
  told: Told
  type(part: Partial<Told>): void
  /** Field -> sentence; `form` is about no field. */
  problems: { [field in keyof Told | 'form']?: string }
  allow(given: boolean): void
  allowing: boolean
  save(): void
  saving: boolean
}

/** The two fields: what was typed stays until it is saved, whatever the server says. */
export function useProfile(key: string | undefined): ProfileHandle {
  const [typed, setTyped] = useState<Partial<Told>>({})
  const [problems, setProblems] = useState<ProfileHandle['problems']>({})
  const { remote, reload, put } = useRemote<Kept>(load, key)
  const kept = remote.is === 'ready' ? remote.value : undefined
  const told = { nickname: typed.nickname ?? kept?.me.nickname ?? '', phone: typed.phone ?? kept?.me.phone ?? '' }
  const [allow, allowing] = useOnce(async (given: boolean) => {
    if (!given && (kept?.me.nickname || kept?.me.phone) && !(await isMeant())) return
    try {
      await call('setConsent', { purpose: 'profile', given })
      if (!given) setTyped({})
      setProblems({})
      put(await load())
    } catch (trouble) {
      setProblems({ form: troubleWords(trouble) })
    }
  })
  const [save, saving] = useOnce(async () => {
    if (!kept) return
    const wrong = problemsIn(told)
    setProblems({ nickname: wrong.nickname && copy[wrong.nickname], phone: wrong.phone && copy[wrong.phone] })
    if (wrong.nickname || wrong.phone) return
    const change = changeOf(told, kept.me)
    const adds = [change.nickname, change.phone].some((value) => typeof value === 'string')
    if (adds && !kept.allowed) return setProblems({ form: copy.consentFirst })
    try {
      put({ ...kept, me: await call('updateMe', change) })
      setTyped({})
      void Taro.showToast({ title: adds ? copy.saved : copy.cleared, icon: 'none' })
    } catch (trouble) {
      setProblems(problemOf(trouble))
    }
  })
  const type = (part: Partial<Told>) => {
    setTyped((before) => ({ ...before, ...part }))
    setProblems({})
  }
  return { remote, reload: () => void reload(), told, type, problems, allow, allowing, save, saving }
}

async function load(): Promise<Kept> {
  const [me, consents] = await Promise.all([call('getMe', {}), call('listConsents', { limit: 1 })])
  return { me, allowed: consents.purposes.some(({ purpose, given }) => purpose === 'profile' && given) }
}

function problemOf(trouble: unknown): ProfileHandle['problems'] {
  const field = trouble instanceof Refusal ? trouble.field : undefined
  return { [field === 'nickname' || field === 'phone' ? field : 'form']: troubleWords(trouble) }
}

async function isMeant(): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title: copy.withdrawTitle,
    content: copy.withdrawNote,
    confirmText: copy.withdraw,
  })
  return confirm
}
