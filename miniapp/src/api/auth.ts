import Taro from '@tarojs/taro'
import { deviceWords } from '../platform/device'
import { arrivedCode, channel, obtainCode } from '../platform/login'
import { ask } from './ask'
import { dropIntent, rememberClaim, ripen } from './intent'
import { readSession, type Session, saveSession } from './session'

let arriving: Promise<unknown> | undefined
let going: Promise<Session> | undefined
let problem: unknown
const lastKey = 'footfall.login.at'

/** On the web a login comes back as a code in the address: every call waits until it has been exchanged. */
export function signedIn(): Promise<unknown> {
  arriving ??= arrive()
  return arriving
}

async function arrive(): Promise<void> {
  try {
    const code = await arrivedCode()
    if (code === undefined) return
    await exchange(code)
    ripen()
  } catch (error) {
    // Whoever was only looking goes on looking; the page says what went wrong.
    problem = error
    dropIntent()
  }
}

/** Why the login that just came back failed; said once. */
export function takeLoginProblem(): unknown {
  const said = problem
  problem = undefined
  return said
}

async function exchange(code: string): Promise<Session> {
  const session = await ask('login', { code, channel, device: deviceWords() })
  saveSession(session)
  Taro.setStorageSync(lastKey, Date.now())
  return session
}

export interface LoginReason {
  /** The batch whose claim, or the gift whose taking, goes on after the login. */
  claim?: string | undefined
  /** The refusal that ended the last session: right after a login it is not asked for again and again. */
  after?: unknown
}

/** The session, logging in when there is none; two at once share one login. On the web this leaves the page. */
export async function ensureSession({ claim, after }: LoginReason = {}): Promise<Session> {
  const session = readSession()
  if (session) return session
  if (after && Math.abs(Date.now() - Number(Taro.getStorageSync(lastKey) || 0)) < 10_000) throw after
  if (!going) {
    if (claim === undefined) dropIntent()
    else rememberClaim(claim)
    going = obtainCode()
      .then(exchange)
      .finally(() => {
        going = undefined
      })
  }
  return going
}
