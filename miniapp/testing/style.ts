// What the component tests have instead of a style sheet.
export default {}
