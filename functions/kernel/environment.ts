/** What the deployment says, read here and in table/open.ts and secrets.ts only. */
export const environment = {
  /** Where WeChat answers: on one machine the sandbox. */
  wechatApi: process.env.FOOTFALL_WECHAT_API ?? 'https://api.weixin.qq.com',
}
