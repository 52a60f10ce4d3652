import type { Sandbox } from '../sandbox.ts'
import { beijing, sealed } from './wire.ts'

/** `GET /v3/certificates`: the platform certificate, sealed with the merchant's APIv3 key. Merchants since late 2024 have none. */
export function certificates({ pay }: Sandbox): { status: 200; body: object } {
  const { platform, apiV3Key } = pay.keys.wechatPay
  const item = {
    serial_no: platform.serial,
    effective_time: beijing(Date.parse(platform.notBefore)),
    expire_time: beijing(Date.parse(platform.notAfter)),
    encrypt_certificate: sealed(platform.certificate, apiV3Key, 'certificate'),
  }
  return { status: 200, body: { data: [item] } }
}
