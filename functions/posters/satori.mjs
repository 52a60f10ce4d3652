// Satori's own types bring React's with them, which say of the browser's elements that they are empty: of all programs here.
export { default } from 'satori'
