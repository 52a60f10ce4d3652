import { createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { channelKeys } from '../../data/channel-keys-file.ts'
import { localSecrets } from '../../data/keys-file.ts'
import { merchantSide } from './keys.ts'

const now = new Date(Date.UTC(2026, 10, 22))
const folder = mkdtempSync(join(tmpdir(), 'footfall-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the platform certificate is a real one: its serial, its years, and a signature that stands', async () => {
  const { platform } = (await channelKeys(folder, now)).wechatPay
  const certificate = new X509Certificate(platform.certificate)
  expect(certificate.serialNumber).toBe(platform.serial)
  expect(platform.serial).toMatch(/^[0-9A-F]{40}$/)
  expect(certificate.verify(createPublicKey(platform.publicKey))).toBe(true)
  expect(certificate.subject).toContain('Tenpay.com sandbox')
  expect(new Date(certificate.validTo).getTime() - now.getTime()).toBe(5 * 365 * 86_400_000)
})

test('the keys are made once for a folder, are for its user only, and complete the secrets of an older run', async () => {
  const keys = await channelKeys(folder, now)
  expect(await channelKeys(folder, now)).toEqual(keys)
  expect(statSync(join(folder, 'channel-keys.json')).mode & 0o777).toBe(0o600)
  const first = localSecrets(folder, merchantSide(keys))
  const again = localSecrets(folder, merchantSide(keys))
  expect(again).toEqual(first)
  expect(readFileSync(join(folder, 'keys.json'), 'utf8')).not.toContain('wechatPay')
  expect(first.wechatPay).toMatchObject({
    mchid: expect.stringMatching(/^\d{10}$/),
    apiV3Key: expect.stringMatching(/^.{32}$/),
  })
  expect(Object.keys(first.wechatPay.platformKeys)).toEqual([
    expect.stringMatching(/^[0-9A-F]{40}$/),
    expect.stringMatching(/^PUB_KEY_ID_\d{32}$/),
  ])
  for (const pem of Object.values(first.wechatPay.platformKeys)) expect(createPublicKey(pem).asymmetricKeyType).toBe('rsa')
})

test('a damaged file is refused with one sentence', async () => {
  const file = join(folder, 'channel-keys.json')
  writeFileSync(file, '{')
  await expect(channelKeys(folder, now)).rejects.toThrow('cannot be read')
  writeFileSync(file, '{"wechatPay":{}}')
  await expect(channelKeys(folder, now)).rejects.toThrow('are damaged')
})
