import { type Answer, Refused } from './phone.ts'

/** `answers.set('requestPayment', payInSandbox(stack.control))`: the guest pays, and WeChat looks at the signature first. */
export const payInSandbox =
  (control: string): Answer =>
  async ({ timeStamp, nonceStr, package: prepay, signType, paySign }) => {
    const body = JSON.stringify({ timeStamp, nonceStr, package: prepay, signType, paySign })
    const answer = await fetch(`${control}/sheets`, { method: 'POST', body })
    if (!answer.ok) throw new Refused(((await answer.json()) as { message: string }).message)
  }

/** `answers.set('requestSubscribeMessage', allowInSandbox(stack.control, openid))`: the guest lets one message of each template through. */
export const allowInSandbox =
  (control: string, openid: string): Answer =>
  async ({ tmplIds }) => {
    const templates = tmplIds as string[]
    for (const template_id of templates)
      await fetch(`${control}/subscriptions`, { method: 'POST', body: JSON.stringify({ openid, template_id }) })
    return Object.fromEntries(templates.map((id) => [id, 'accept']))
  }
