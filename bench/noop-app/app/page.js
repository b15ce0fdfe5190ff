export default function Page() {
  return <p>no-op</p>;
}
