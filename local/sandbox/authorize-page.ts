import { escaped, page } from './page.ts'
import { seededPeople } from './people.ts'

/** What every button of the page hands on. */
export interface Asked {
  appid: string
  redirect_uri: string
  response_type: string
  scope: string
  state: string
}

/** The page that stands for WeChat's login page: one button for each person one may be. */
export function authorizePage(asked: Asked, remembered: string | undefined): string {
  const staff = seededPeople.map(({ openid, name }) => button(`person-${openid}`, openid, name, openid))
  const guests = [
    ...(remembered ? [button('person-remembered', remembered, '上次的顾客', remembered)] : []),
    button('person-new', 'new', '新顾客', '第一次来的人'),
  ]
  const hidden = Object.entries(asked).map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
  return page(
    '微信登录（本机）',
    `<p class="note" id="note">这一页只在这台电脑上，代替微信自己的登录页。没有密码：选一个人，就以这个人的身份登录。</p>
<form method="get" action="/connect/oauth2/authorize">
${hidden.join('\n')}
<h2>顾客</h2>
<div class="people">${guests.join('\n')}</div>
<h2>工作人员</h2>
<div class="people">${staff.join('\n')}</div>
</form>
<p class="back">将返回 ${escaped(new URL(asked.redirect_uri).host)}</p>`,
  )
}

/** Said instead where the link itself is wrong, as WeChat does. */
export function refusalPage(sentence: string): string {
  return page('无法登录', `<p class="note" id="refusal">${escaped(sentence)}</p><p class="back">请返回应用，重新点登录。</p>`)
}

function button(id: string, openid: string, name: string, small: string): string {
  return `<button id="${escaped(id)}" name="openid" value="${escaped(openid)}">${escaped(name)}<small>${escaped(small)}</small></button>`
}
