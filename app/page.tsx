export default function HomePage() {
  return <main>Countersign</main>;
}
