/** Ends before the full stop that follows an address. */
const address = /(https?:\/\/[\x21-\x7e]*[\w/=])/;

/** Text whose web addresses open beside the desk, as the other links of the member's phone do. */
export function LinkedText({ text }: { text: string }) {
  return text.split(address).map((part, index) => (index % 2 === 1 ? <a key={index} href={part} target="_blank" rel="noreferrer">{part}</a> : part));
}
