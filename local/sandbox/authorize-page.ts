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

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`
}

const style = `
* { box-sizing: border-box }
body { margin: 0; background: #f4f5f6; color: #1c1f23; font: 16px/1.6 -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif }
main { max-width: 720px; margin: 0 auto; padding: 24px 16px 48px }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.3 }
h2 { margin: 24px 0 8px; font-size: 15px; font-weight: 600; color: #565c64 }
.note { margin: 0; padding: 12px 16px; border-radius: 8px; background: #fff4d6; color: #5c4300 }
.people { display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)) }
button { min-height: 64px; padding: 10px 16px; border: 1px solid #d5d8dc; border-radius: 8px; background: #fff; color: inherit; font: inherit; font-weight: 600; text-align: left; overflow-wrap: anywhere; cursor: pointer }
button:hover { border-color: #07873e }
button:focus-visible { outline: 3px solid #07873e; outline-offset: 2px }
small { display: block; font-size: 13px; font-weight: 400; color: #565c64 }
.back { margin: 24px 0 0; font-size: 14px; color: #565c64; overflow-wrap: anywhere }
`

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
