import { randomBytes } from 'node:crypto'
import { type NeedPrivacy, type Phone, Refused, type Slow } from './phone.ts'

interface Parts {
  slow: Record<string, Slow>
  fast: Record<string, unknown>
}

/** Storage, what the phone is, its sensors, and the person's permissions. */
export function device(phone: Phone): Parts {
  const { realm, storage } = phone
  const window = {
    pixelRatio: 2,
    screenWidth: 390,
    screenHeight: 844,
    windowWidth: 390,
    windowHeight: 753,
    statusBarHeight: 47,
  }
  const safeArea = { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 }
  const base = { SDKVersion: '3.8.0', version: '8.0.50', language: phone.language, theme: 'light', fontSizeSetting: 16 }
  const hardware = { brand: 'iPhone', model: 'iPhone 13', system: 'iOS 15.0', platform: 'ios', benchmarkLevel: 40 }
  const told = (facts: object) => () => realm.inside(facts)
  const get = (key: unknown) =>
    storage.has(String(key)) ? (JSON.parse(storage.get(String(key)) ?? 'null') as unknown) : undefined
  const set = (key: unknown, value: unknown) => void storage.set(String(key), JSON.stringify(value) ?? 'null')
  const info = () => ({ keys: [...storage.keys()], currentSize: 1, limitSize: 10_240 })
  const quiet = () => {}
  return {
    slow: {
      getStorage: ({ key }) => {
        if (!storage.has(String(key))) throw new Refused('data not found')
        return { data: get(key) }
      },
      setStorage: ({ key, data }) => set(key, data),
      removeStorage: ({ key }) => void storage.delete(String(key)),
      clearStorage: () => storage.clear(),
      getStorageInfo: info,
      getSystemInfo: () => ({ ...base, ...hardware, ...window, safeArea }),
      getLocation: () => denied('auth deny'),
      getFuzzyLocation: () => denied('auth deny'),
      chooseLocation: () => unanswered('chooseLocation'),
      openLocation: quiet,
      scanCode: () => unanswered('scanCode'),
      chooseMessageFile: () => unanswered('chooseMessageFile'),
      getSetting: () => ({ authSetting: {} }),
      openSetting: () => ({ authSetting: {} }),
      authorize: quiet,
      setClipboardData: quiet,
      getClipboardData: () => ({ data: '' }),
      vibrateShort: quiet,
      vibrateLong: quiet,
      makePhoneCall: quiet,
      setScreenBrightness: quiet,
      getScreenBrightness: () => ({ value: 0.4 }),
      setKeepScreenOn: quiet,
      getPrivacySetting: () => ({ needAuthorization: false, privacyContractName: '' }),
      openPrivacyContract: quiet,
      requirePrivacyAuthorize: quiet,
      requestPayment: () => unanswered('requestPayment'),
      requestSubscribeMessage: () => unanswered('requestSubscribeMessage'),
    },
    fast: {
      getStorageSync: (key: unknown) => realm.inside(get(key)) ?? '',
      setStorageSync: set,
      removeStorageSync: (key: unknown) => void storage.delete(String(key)),
      clearStorageSync: () => storage.clear(),
      getStorageInfoSync: () => realm.inside(info()),
      getSystemInfoSync: told({ ...base, ...hardware, ...window, safeArea }),
      getAppBaseInfo: told(base),
      getWindowInfo: told({ ...window, safeArea }),
      getDeviceInfo: told(hardware),
      getSystemSetting: told({ locationEnabled: true, wifiEnabled: true, bluetoothEnabled: false }),
      getAppAuthorizeSetting: told({ locationAuthorized: 'authorized', cameraAuthorized: 'authorized' }),
      getAccountInfoSync: told({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
      getMenuButtonBoundingClientRect: told({ width: 87, height: 32, top: 51, right: 382, bottom: 83, left: 295 }),
      getLaunchOptionsSync: () => realm.inside(phone.launch()),
      getEnterOptionsSync: () => realm.inside(phone.launch()),
      getUpdateManager: () => ({
        onCheckForUpdate: quiet,
        onUpdateReady: quiet,
        onUpdateFailed: quiet,
        applyUpdate: quiet,
      }),
      getFileSystemManager: () => ({ readFile: (given: Record<string, unknown>) => readFile(phone, given) }),
      getRandomValues: (given: Record<string, unknown>) => chance(phone, given),
      createInnerAudioContext: () => ({ src: '', play: quiet, stop: quiet, destroy: quiet, onError: quiet, onEnded: quiet }),
      onNeedPrivacyAuthorization: (hear: NeedPrivacy) => {
        phone.privacy.hear = hear
      },
    },
  }
}

/** A file that the test laid there: answers.set('readFile', …) gives its content in the encoding that is asked for. */
function readFile(phone: Phone, options: Record<string, unknown>): void {
  const data = (phone.answers.get('readFile') ?? (() => unanswered('readFile')))(options)
  phone.realm.later(() => {
    if (typeof options.success === 'function') options.success(phone.realm.inside({ errMsg: 'readFile:ok', data }))
    phone.changed()
  })
}

/** As WeChat: bytes in a buffer, which no copy between its threads keeps; so it is made inside. */
function chance({ realm }: Phone, { length, success }: Record<string, unknown>): void {
  const made = realm.run('(bytes) => ({ randomValues: Uint8Array.from(bytes).buffer })', 'wx') as (bytes: number[]) => unknown
  const bytes = [...randomBytes(Number(length))]
  realm.later(() => {
    if (typeof success === 'function') success(made(bytes))
  })
}

function denied(why: string): never {
  throw new Refused(why)
}

function unanswered(name: string): never {
  throw new Error(`wx.${name} was called, and the test gave no answer for it (answers.set('${name}', ...))`)
}
