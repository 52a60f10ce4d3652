import { type Phone, Refused, type Slow } from './phone.ts'
import { device } from './wx-device.ts'
import { network } from './wx-network.ts'
import { screen } from './wx-screen.ts'

/** Names the framework looks for and WeChat really lacks or leaves undefined. */
const mayBeMissing = new Set(['webpackJsonp', 'cloud', 'env', 'then', 'toJSON', 'constructor', 'hasOwnProperty', '__proto__'])

/** A `wx` with exactly the names below; any other name throws when it is touched. */
export function fakeWx(phone: Phone): object {
  const wx: Record<string, unknown> = { env: { USER_DATA_PATH: 'wxfile://usr' } }
  for (const part of [device, screen, network]) {
    const { slow, fast } = part(phone)
    for (const [name, work] of Object.entries(slow)) wx[name] = asynchronous(name, work, phone)
    for (const [name, work] of Object.entries(fast)) wx[name] = work
  }
  for (const kind of ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'])
    wx[kind] = asynchronous(kind, (options) => phone.go(kind, options), phone)
  wx.canIUse = (name: string) => (name.split('.')[0] ?? '') in wx || !/^[a-z]+[A-Z]/.test(name)
  return new Proxy(wx, {
    get: (target, name) => {
      if (typeof name === 'string' && !(name in target) && !mayBeMissing.has(name))
        throw new TypeError(`wx.${name}: WeChat has no such API, or local/miniprogram has not faked it yet`)
      return Reflect.get(target, name)
    },
  })
}

/** What the privacy guideline speaks of, as far as the app uses it. */
const personal = new Set(['getLocation', 'setClipboardData', 'chooseMedia', 'saveImageToPhotosAlbum'])

/** The call waits until the person has answered; the answer counts only after a tap on a button of that kind. */
async function agreed(name: string, { privacy, realm }: Phone): Promise<void> {
  const { hear } = privacy
  if (privacy.agreed || !hear) return
  const event = await new Promise<string>((done) => {
    const resolve = (option: { event: string; buttonId?: string }) => {
      if (option.event === 'agree' && option.buttonId !== privacy.tapped)
        throw new Error('agreed to, and nobody tapped the button')
      if (option.event !== 'exposureAuthorization') done(option.event)
    }
    realm.later(() => hear(resolve, { referrer: name }))
  })
  if (event !== 'agree') throw new Refused('privacy permission is not authorized')
  privacy.agreed = true
}

function asynchronous(name: string, work: Slow, phone: Phone) {
  const { realm } = phone
  const newPromise = realm.run('(work) => new Promise(work)', 'wx') as (
    work: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void,
  ) => unknown
  const run = async (options: Record<string, unknown>): Promise<[boolean, unknown]> => {
    try {
      if (personal.has(name)) await agreed(name, phone)
      const result = await (phone.answers.get(name) ?? work)(options)
      return [true, realm.inside({ errMsg: `${name}:ok`, ...(result as object | undefined) })]
    } catch (reason) {
      if (!(reason instanceof Refused)) {
        realm.guarded(() => {
          throw reason
        })
      }
      const why = reason instanceof Error ? reason.message : String(reason)
      return [false, realm.inside({ errMsg: `${name}:fail ${why}`, errno: 1 })]
    }
  }
  return (given: unknown = {}) => {
    const options = given as Record<string, unknown>
    phone.calls.push({ name, options })
    const finish = (resolve?: (value: unknown) => void, reject?: (value: unknown) => void) =>
      void run(options).then(([ok, result]) =>
        realm.later(() => {
          for (const hear of [options[ok ? 'success' : 'fail'], options.complete]) if (typeof hear === 'function') hear(result)
          ;(ok ? resolve : reject)?.(result)
          phone.changed()
        }),
      )
    if (options.success ?? options.fail ?? options.complete) return void finish()
    return newPromise(finish)
  }
}
