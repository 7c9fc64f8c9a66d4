/** What Vite makes of a worker's name. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}
