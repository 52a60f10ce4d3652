/** What the deployment says, read here and in table/open.ts, table/warm.ts, warm.ts and secrets.ts only. */
export const environment = {
  /** How long DynamoDB may be silent; longer only where a slow stand-in is under test. */
  tablePatienceMs: Number(process.env.FOOTFALL_TABLE_PATIENCE_MS ?? 3000),
  /** Where WeChat answers: on one machine the sandbox. */
  get wechatApi(): string {
    return process.env.FOOTFALL_WECHAT_API ?? 'https://api.weixin.qq.com'
  },
  /** Where WeChat Pay v3 answers: on one machine the sandbox. */
  get wechatPayApi(): string {
    return process.env.FOOTFALL_WECHAT_PAY_API ?? 'https://api.mch.weixin.qq.com'
  },
  /** Where Alipay answers, with its path: on one machine the sandbox. */
  get alipayGateway(): string {
    return process.env.FOOTFALL_ALIPAY_GATEWAY ?? 'https://openapi.alipay.com/gateway.do'
  },
  /** The API's own address as others reach it, without a slash at the end: the callbacks of the channels come to it. */
  get publicUrl(): string {
    return process.env.FOOTFALL_PUBLIC_URL ?? ''
  },
  /** The web app's address as guests reach it, without a slash at the end: what is printed leads there. */
  get webUrl(): string {
    return process.env.FOOTFALL_WEB_URL ?? ''
  },
  /** The namespace of the metrics: one for each stage. */
  metrics: process.env.FOOTFALL_METRICS ?? 'footfall/local',
  /** How many claims, and how many logins, one address may make in a minute in one process (pace.ts). Many guests share an address. */
  get perAddress(): number {
    return Number(process.env.FOOTFALL_PER_ADDRESS ?? 600)
  },
  /** What AWS puts into the environment of a function, and where a stand-in answers. */
  aws: {
    get region(): string {
      return process.env.AWS_REGION ?? ''
    },
    get credentials(): { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined } {
      const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = process.env
      return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN }
    },
    endpoint(service: string, region: string): string {
      const own = process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? process.env.AWS_ENDPOINT_URL
      return own ?? `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
    },
  },
}
