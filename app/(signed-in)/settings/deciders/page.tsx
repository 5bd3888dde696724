import { DecidersScreen } from '@/components/people/deciders-screen';

export default function DecidersPage() {
  return <DecidersScreen />;
}
