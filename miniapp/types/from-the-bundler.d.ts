/// <reference types="@tarojs/taro" />

declare module '*.scss'
declare module '*.png' {
  const url: string
  export default url
}
declare module '*.wav' {
  const url: string
  export default url
}

/** Where the API is, compiled into the mini-program build. */
declare const FOOTFALL_API: string
