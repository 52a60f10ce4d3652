import type { IncomingHttpHeaders } from 'node:http'
import type { ChannelKeys } from './keys.ts'
import { badRequest, PayRefusal } from './pay-refusal.ts'
import { isSignatureOf, requestMessage } from './wire.ts'

/** A request as it came over the wire: nothing decoded, nothing parsed. */
export interface Arrived {
  method: string
  /** Path and query, as sent. */
  target: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Admitted {
  /** Whose certificate signed it. */
  mchid: string
  /** The serial of the key that the answer has to be signed with. */
  answerWith: string
}

const skewSeconds = 300
const parameters = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no']

/** The rules of the wire, in the order WeChat applies them; throws a PayRefusal. */
export function admit(arrived: Arrived, { wechatPay }: ChannelKeys, now: Date): Admitted {
  const { headers, body } = arrived
  if (!headers['user-agent']) throw badRequest('Http头缺少User-Agent')
  if (!/(^|[,\s])application\/json\s*(;|,|$)/.test(headers.accept ?? ''))
    throw badRequest('Http头Accept必须包含application/json')
  if (body.length > 0 && !/^application\/json\s*(;|$)/.test(headers['content-type'] ?? ''))
    throw badRequest('Http头Content-Type必须为application/json')
  const said = authorizationOf(headers.authorization)
  const { merchant, platform, pinned } = wechatPay
  if (said.mchid !== wechatPay.mchid) throw signError('商户号不存在', 'mchid')
  if (said.serial_no !== merchant.serial) throw signError('商户证书序列号有误，请使用签名私钥匹配的商户证书序列号', 'serial_no')
  if (!/^\d{1,12}$/.test(said.timestamp)) throw signError('Http头Authorization中的timestamp必须是秒数', 'timestamp')
  if (Math.abs(now.getTime() / 1000 - Number(said.timestamp)) > skewSeconds)
    throw signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟', 'timestamp')
  if (said.nonce_str.length > 32) throw signError('Http头Authorization中的nonce_str不得超过32个字符', 'nonce_str')
  const message = requestMessage(arrived.method, arrived.target, said.timestamp, said.nonce_str, body)
  if (!isSignatureOf(message, said.signature, merchant.publicKey))
    throw signError('签名错误，请检查后再试', 'signature', {
      method: arrived.method,
      url: arrived.target,
      truncated_sign_message: message.subarray(0, message.length - body.length - 1).toString('utf8'),
      sign_message_length: message.length,
    })
  const asked = headers['wechatpay-serial']
  const answerWith = asked === undefined ? platform.serial : String(asked)
  if (answerWith !== platform.serial && answerWith !== pinned.serial)
    throw badRequest('Http头Wechatpay-Serial不是有效的平台证书序列号或公钥ID')
  return { mchid: said.mchid, answerWith }
}

/** `WECHATPAY2-SHA256-RSA2048 name="value",…`: one space, no other, each of the five once, in any order. */
function authorizationOf(
  header: string | undefined,
): { [name: string]: string } & { signature: string; timestamp: string; nonce_str: string } {
  if (!header) throw signError('Http头缺少Authorization', 'authorization')
  const list = /^WECHATPAY2-SHA256-RSA2048 ([a-z_]+="[^"]+"(?:,[a-z_]+="[^"]+")*)$/.exec(header)?.[1]
  if (!list) throw signError('Http头Authorization的认证类型或格式不正确', 'authorization')
  const pairs = list.split(/(?<="),/).map((pair): [string, string] => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 2, -1)]
  })
  const names = pairs.map(([name]) => name)
  if (names.length !== parameters.length || !parameters.every((name) => names.includes(name)))
    throw signError('Http头Authorization必须包含mchid、nonce_str、signature、timestamp、serial_no各一次', 'authorization')
  return Object.fromEntries(pairs) as ReturnType<typeof authorizationOf>
}

const signError = (message: string, field: string, signInformation?: { [name: string]: unknown }) =>
  new PayRefusal(401, 'SIGN_ERROR', message, {
    ...{ field, issue: 'sign not match', location: 'authorization' },
    ...(signInformation && { sign_information: signInformation }),
  })
